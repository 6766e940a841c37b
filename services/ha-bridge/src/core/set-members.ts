/** Sets this small show all their states from the first sight, so that "never opened" is a line at 0. */
export const ALWAYS_SHOWN_STATES = 8;
/** A set that is really free text must not become a thousand series. */
export const MAX_SET_MEMBERS = 32;

/** What is remembered of one set of one entity; on disk, so that a restart shows the same members. */
export interface SetMemory {
  /** States that are offered now: the entity's `options` or its domain's list. */
  readonly offered: readonly string[];
  /** States seen so far, in the order of their first sight. */
  readonly seen: readonly string[];
  /** The members as they are exported. */
  readonly members: readonly string[];
}

export const emptySet: SetMemory = { offered: [], seen: [], members: [] };

/**
 * The set after it was seen in `state` while `offered` was offered.
 *
 * 1. Possible states are those offered and those seen.
 * 2. Up to eight: every one is a member. More: those seen so far, at most 32; a state beyond that is no member.
 * 3. A state that was offered and no longer is leaves, unless it is the state right now.
 */
export function setMembers(memory: SetMemory, state: string, offered: readonly string[]): SetMemory {
  const withdrawn = new Set(memory.offered.filter((one) => one !== state && !offered.includes(one)));
  const kept = memory.seen.filter((one) => !withdrawn.has(one));
  const seen = kept.includes(state) ? kept : [...kept, state].slice(0, MAX_SET_MEMBERS);
  const possible = [...new Set([...offered, ...seen])];
  return { offered, seen, members: possible.length <= ALWAYS_SHOWN_STATES ? possible : seen };
}
