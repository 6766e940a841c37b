import { domainOf } from "./entity.ts";
import type { CompressedDiff, CompressedState, EntityStore, MutableEntity } from "./entity-store.ts";
import { secondsToUs } from "./time.ts";

/** Builds the entity of an `a` entry, or undefined when it has not the shape of one. */
export function toEntity(entityId: string, compressed: unknown): MutableEntity | undefined {
  if (!isCompressedState(compressed)) return undefined;
  const lastChangedUs = secondsToUs(compressed.lc);
  return {
    entityId,
    domain: domainOf(entityId),
    state: compressed.s,
    attributes: compressed.a,
    lastChangedUs,
    lastUpdatedUs: compressed.lu === undefined ? lastChangedUs : secondsToUs(compressed.lu),
  };
}

export type Applied = "state" | "attributes" | "malformed";

/**
 * Applies a `c` entry in place. `lc` present: the state changed and `last_updated` equals it; only `lu`: attributes
 * changed or the same state was written by force.
 */
export function applyDiff(entity: MutableEntity, diff: unknown): Applied {
  if (!isDiff(diff)) return "malformed";
  const plus = diff["+"];
  const gone = diff["-"]?.a;
  if (plus?.lc === undefined && plus?.lu === undefined) return "malformed";
  if (plus.s !== undefined) entity.state = plus.s;
  if (plus.a !== undefined) Object.assign(entity.attributes, plus.a);
  if (gone !== undefined) entity.attributes = without(entity.attributes, gone);
  if (plus.lc !== undefined) entity.lastChangedUs = entity.lastUpdatedUs = secondsToUs(plus.lc);
  if (plus.lu !== undefined) entity.lastUpdatedUs = secondsToUs(plus.lu);
  return plus.lc === undefined ? "attributes" : "state";
}

/** Names of the attributes that a diff touches, to see cheaply whether a label can have changed. */
export function touchesAttribute(diff: CompressedDiff, names: ReadonlySet<string>): boolean {
  const added = diff["+"]?.a;
  if (added !== undefined) for (const name in added) if (names.has(name)) return true;
  return diff["-"]?.a?.some((name) => names.has(name)) ?? false;
}

export function entitiesOf(added: Record<string, unknown>): { entities: EntityStore; malformed: number } {
  const entities: EntityStore = new Map();
  let malformed = 0;
  for (const [entityId, compressed] of Object.entries(added)) {
    const entity = toEntity(entityId, compressed);
    if (entity === undefined) malformed += 1;
    else entities.set(entityId, entity);
  }
  return { entities, malformed };
}

// `delete` would turn the attributes into a slow dictionary for good.
function without(attributes: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

// Checked by hand: a schema library costs more per change than all the rest of the way together.
function isCompressedState(value: unknown): value is CompressedState {
  if (typeof value !== "object" || value === null) return false;
  const { s, a, lc, lu } = value as Record<string, unknown>;
  return typeof s === "string" && isRecord(a) && isTime(lc) && (lu === undefined || isTime(lu));
}

function isDiff(value: unknown): value is CompressedDiff {
  if (!isRecord(value)) return false;
  const plus = value["+"];
  const minus = value["-"];
  if (plus !== undefined) {
    if (!isRecord(plus)) return false;
    const { s, a, lc, lu } = plus;
    if (s !== undefined && typeof s !== "string") return false;
    if (a !== undefined && !isRecord(a)) return false;
    if ((lc !== undefined && !isTime(lc)) || (lu !== undefined && !isTime(lu))) return false;
  }
  return minus === undefined || (isRecord(minus) && (minus["a"] === undefined || Array.isArray(minus["a"])));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
