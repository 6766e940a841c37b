import type { EntityHistory, HistoryRow } from "./history.ts";
import type { Stretch } from "./refill/stretch.ts";

/** How much is asked of the recorder at once. */
export interface BackfillSize {
  readonly entities: number;
  readonly sliceMs: number;
}

export const firstSize: BackfillSize = { entities: 50, sliceMs: 3_600_000 };

const ALIKE_MS = 10 * 60_000;
/** Before the gap: what the entity was, and rows that were sampled already but may be what came last. */
const LOOK_BACK_MS = 10_000;
const MAX_ENTITIES = 200;
const MIN_SLICE_MS = 60_000;
const MAX_SLICE_MS = 24 * 3_600_000;
/** Rows of one answer: Home Assistant makes some 50,000 a second of them, in one go. */
const FEW_ROWS = 500;
const MANY_ROWS = 5_000;

/** A question to the recorder that fills these stretches, slice by slice. */
export interface Backfill {
  readonly stretches: readonly Stretch[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** The next stretches to be filled together: of the same gap, the oldest first, each entity once. */
export function planBackfill(waiting: Iterable<Stretch>, size: BackfillSize): Backfill | undefined {
  const stretches: Stretch[] = [];
  const taken = new Set<string>();
  for (const stretch of waiting) {
    const first = stretches[0] ?? stretch;
    const isAlike = Math.abs(stretch.fromMs - first.fromMs) <= ALIKE_MS && Math.abs(stretch.toMs - first.toMs) <= ALIKE_MS;
    if (!isAlike || taken.has(stretch.entityId)) continue;
    taken.add(stretch.entityId);
    stretches.push(stretch);
    if (stretches.length >= size.entities) break;
  }
  if (stretches.length === 0) return undefined;
  // A clock that was set back in the gap makes it begin after its end.
  const fromMs = Math.min(...stretches.map((stretch) => Math.min(stretch.fromMs, stretch.toMs))) - LOOK_BACK_MS;
  // The end of a question is exclusive, and the change seen first after the gap shows that the recorder has come so far.
  const toMs = Math.max(...stretches.map(endMs)) + 1;
  return { stretches, fromMs: Math.floor(fromMs), toMs: Math.ceil(toMs) };
}

/** More or less at once next time, by how many rows came. */
export function resized(size: BackfillSize, rows: number): BackfillSize {
  if (rows > MANY_ROWS) {
    if (size.entities > 1) return { ...size, entities: Math.max(1, Math.floor(size.entities / 2)) };
    return { ...size, sliceMs: Math.max(MIN_SLICE_MS, size.sliceMs / 2) };
  }
  if (rows >= FEW_ROWS) return size;
  return { entities: Math.min(MAX_ENTITIES, size.entities * 2), sliceMs: Math.min(MAX_SLICE_MS, size.sliceMs * 2) };
}

/** After a question that was too much for the recorder. */
export function halved({ entities, sliceMs }: BackfillSize): BackfillSize {
  return { entities: Math.max(1, Math.floor(entities / 2)), sliceMs: Math.max(MIN_SLICE_MS, sliceMs / 2) };
}

/**
 * The recorder writes rows some seconds after they happened, in order. Whether it has come to the end of a slice is
 * seen by the changes that we saw live after the gap: all of those in the slice must be there.
 */
export function isCommitted(stretches: readonly Stretch[], found: ReadonlyMap<string, EntityHistory>, fromMs: number, toMs: number): boolean {
  return stretches.every(({ entityId, beforeUs }) => {
    if (beforeUs === null || beforeUs <= fromMs * 1000 || beforeUs >= toMs * 1000) return true;
    const history = found.get(entityId);
    // An entity that is not recorded at all says nothing of how far the recorder is.
    if (history === undefined || (history.start === undefined && history.rows.length === 0)) return true;
    return history.rows.some((row: HistoryRow) => row.lastUpdatedUs >= beforeUs);
  });
}

/** When everything of it has been asked for. */
export function endMs({ beforeUs, toMs }: Stretch): number {
  return Math.max(toMs, beforeUs === null ? 0 : Math.floor(beforeUs / 1000) + 1);
}
