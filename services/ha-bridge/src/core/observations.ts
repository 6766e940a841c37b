import type { Family } from "./family.ts";
import type { Observations } from "./mapping/domain-mapping.ts";
import type { SetMemory } from "./set-members.ts";
import { emptySet, setMembers } from "./set-members.ts";

/** What one observation of an entity reports, as parallel lists that are used again and again. */
export interface Collected extends Observations {
  count: number;
  readonly families: Family[];
  readonly members: (string | undefined)[];
  readonly values: number[];
  /** Families whose live series stay, although nothing is said of them. */
  readonly waiting: Set<Family>;
  /** The entity counts its changes. */
  countsChanges: boolean;
  /** A set was seen in a state that is no member any more (more than 32). */
  overflow: number;
  /** A set has learned something that belongs on disk. */
  learned: boolean;
  /** What is remembered of the sets is kept with `owner`. */
  begin(owner: SetOwner): void;
}

export interface SetOwner {
  sets: Map<Family, SetMemory> | undefined;
}

export function createCollected(): Collected {
  let owner: SetOwner = { sets: undefined };
  const collected: Collected = {
    count: 0,
    families: [],
    members: [],
    values: [],
    waiting: new Set(),
    countsChanges: false,
    overflow: 0,
    learned: false,
    begin(next) {
      owner = next;
      collected.count = 0;
      collected.countsChanges = false;
      if (collected.waiting.size > 0) collected.waiting.clear();
      collected.overflow = 0;
      collected.learned = false;
    },
    value(family, value) {
      push(family, undefined, value);
    },
    labelled(family, label, value) {
      push(family, label, value);
    },
    set(family, state, possible) {
      const memory = remember(family, state, possible);
      if (!memory.members.includes(state)) collected.overflow += 1;
      for (const member of memory.members) push(family, member, member === state ? 1 : 0);
    },
    later(family) {
      collected.waiting.add(family);
    },
    changes() {
      collected.countsChanges = true;
    },
  };

  function push(family: Family, member: string | undefined, value: number) {
    if (!Number.isFinite(value)) return;
    const index = collected.count;
    collected.families[index] = family;
    collected.members[index] = member;
    collected.values[index] = value;
    collected.count = index + 1;
  }

  // The offered list is the same array until its attribute changes, so most changes stop at the first comparison.
  function remember(family: Family, state: string, possible: readonly string[]): SetMemory {
    const before = owner.sets?.get(family) ?? emptySet;
    if (before.offered === possible && before.seen.includes(state)) return before;
    const after = setMembers(before, state, possible);
    if (!sameList(before.members, after.members) || !sameList(before.seen, after.seen)) collected.learned = true;
    owner.sets ??= new Map();
    owner.sets.set(family, after);
    return after;
  }

  return collected;
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
