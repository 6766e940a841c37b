export type Attributes = Record<string, unknown>;

export interface Context {
  readonly id: string;
  readonly parent_id: string | null;
  readonly user_id: string | null;
}

/** One state object as Home Assistant holds it. Times are float seconds since 1970, as Python's time.time() gives them. */
export interface EntityState {
  readonly entityId: string;
  readonly state: string;
  readonly attributes: Attributes;
  readonly changedSeconds: number;
  readonly updatedSeconds: number;
  readonly reportedSeconds: number;
  readonly context: Context;
}

/** The form of get_states, of REST and of state_changed: ISO times with microseconds. */
export function fullState(state: EntityState): Record<string, unknown> {
  return {
    entity_id: state.entityId,
    state: state.state,
    attributes: state.attributes,
    last_changed: isoTime(state.changedSeconds),
    last_reported: isoTime(state.reportedSeconds),
    last_updated: isoTime(state.updatedSeconds),
    context: state.context,
  };
}

/** The form of a snapshot and of an added entity; `lu` is there only where it differs from `lc`. */
export function compressedState(state: EntityState): Record<string, unknown> {
  const { id, parent_id, user_id } = state.context;
  const compressed: Record<string, unknown> = {
    s: state.state,
    a: state.attributes,
    c: parent_id === null && user_id === null ? id : state.context,
    lc: state.changedSeconds,
  };
  if (state.updatedSeconds !== state.changedSeconds) compressed["lu"] = state.updatedSeconds;
  return compressed;
}

/** The text of the `event` member that subscribers of entities get for one change. */
export function changeText(before: EntityState | undefined, after: EntityState | undefined): string {
  if (after === undefined) return JSON.stringify({ r: [before?.entityId] });
  if (before === undefined) return JSON.stringify({ a: { [after.entityId]: compressedState(after) } });
  if (isPlain(before, after)) return plainChange(before, after);
  const plus: Record<string, unknown> = {};
  const diff: Record<string, unknown> = { "+": plus };
  if (before.state !== after.state) plus["s"] = after.state;
  if (before.changedSeconds !== after.changedSeconds) plus["lc"] = after.changedSeconds;
  else if (before.updatedSeconds !== after.updatedSeconds) plus["lu"] = after.updatedSeconds;
  const context = contextDiff(before.context, after.context);
  if (context !== undefined) plus["c"] = context;
  const { changed, removed } = attributeDiff(before.attributes, after.attributes);
  if (Object.keys(changed).length > 0) plus["a"] = changed;
  if (removed.length > 0) diff["-"] = { a: removed };
  return JSON.stringify({ c: { [after.entityId]: diff } });
}

/** Python's isoformat(): six digits, or none when the second is full. */
export function isoTime(seconds: number): string {
  // Rounded as Python does it: the fraction alone, because the whole number times a million has steps of 0.25 us.
  const us = Math.floor(seconds) * 1e6 + Math.round((seconds % 1) * 1e6);
  const rest = us % 1_000_000;
  const whole = new Date((us - rest) / 1000).toISOString().slice(0, 19);
  return `${whole}${rest === 0 ? "" : `.${String(rest).padStart(6, "0")}`}+00:00`;
}

export function sameValue(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || (typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other));
}

function isPlain(before: EntityState, after: EntityState): boolean {
  return (
    before.attributes === after.attributes &&
    before.state !== after.state &&
    before.changedSeconds !== after.changedSeconds &&
    before.context.parent_id === after.context.parent_id &&
    before.context.user_id === after.context.user_id
  );
}

// Nearly every change of a flood has this shape, and a template costs a fifth of building and serializing objects.
function plainChange(before: EntityState, after: EntityState): string {
  const context = before.context.id === after.context.id ? "" : `,"c":"${after.context.id}"`;
  return `{"c":{"${after.entityId}":{"+":{"s":${JSON.stringify(after.state)},"lc":${after.changedSeconds}${context}}}}}`;
}

// Only the members that changed are sent; an id alone is sent as a string.
function contextDiff(before: Context, after: Context): unknown {
  const changed: Record<string, unknown> = {};
  if (before.parent_id !== after.parent_id) changed["parent_id"] = after.parent_id;
  if (before.user_id !== after.user_id) changed["user_id"] = after.user_id;
  if (before.id === after.id) return Object.keys(changed).length > 0 ? changed : undefined;
  return Object.keys(changed).length > 0 ? { ...changed, id: after.id } : after.id;
}

function attributeDiff(before: Attributes, after: Attributes): { changed: Attributes; removed: string[] } {
  const changed: Attributes = {};
  for (const [name, value] of Object.entries(after)) if (!Object.hasOwn(before, name) || !sameValue(before[name], value)) changed[name] = value;
  return { changed, removed: Object.keys(before).filter((name) => !Object.hasOwn(after, name)) };
}
