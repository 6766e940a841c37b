import type { EpochUs } from "../entity.ts";
import type { OnSince } from "../on-since.ts";
import type { LabelPairs } from "../series.ts";

/** A stretch of one entity's past that we did not see. It is kept in the ledger until it has been refilled. */
export interface Stretch {
  readonly id: number;
  readonly entityId: string;
  /** Changes up to this microsecond have samples. */
  readonly afterUs: EpochUs;
  /** The change that was seen first after the gap, which has its sample; null when the entity was gone by then. */
  readonly beforeUs: EpochUs | null;
  /** Its series were written last at `fromMs`, and again from `toMs` on. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What was written at `fromMs` was the end of all of them. */
  readonly ended: boolean;
  /** Its memory before the gap. */
  readonly since?: OnSince | undefined;
  /** Labels of an entity that is gone. */
  readonly gone?: { readonly labels: LabelPairs; readonly info: LabelPairs };
}

export type NewStretch = Omit<Stretch, "id">;

/** A live series is written at least every minute; one that is written every four never blinks either (lookback 5 min). */
export const REPEAT_MS = 4 * 60_000;

/** Nothing of it is missing: no change, and no silence long enough to be seen. */
export function isSeamless({ afterUs, beforeUs, fromMs, toMs, ended }: NewStretch): boolean {
  return beforeUs !== null && beforeUs <= afterUs && !ended && toMs - fromMs <= REPEAT_MS;
}
