import type { EpochUs } from "./entity.ts";

/** One row of Home Assistant's recorder: what an entity was from `lastUpdatedUs` on. */
export interface HistoryRow {
  /** Undefined where the recorder says that there was no entity any more. */
  readonly state: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly lastChangedUs: EpochUs;
  readonly lastUpdatedUs: EpochUs;
}

/** What the recorder knows of one entity between two instants. */
export interface EntityHistory {
  /** The row in force at the beginning; undefined when none was asked for or none is kept. */
  readonly start: HistoryRow | undefined;
  /** Rows within, oldest first. */
  readonly rows: readonly HistoryRow[];
}

/** Home Assistant was started, or told to stop, as its logbook knows. */
export interface RunEvent {
  readonly kind: "started" | "stopped";
  readonly atMs: number;
}

/** One hour of Home Assistant's long-term statistics of one id. */
export interface StatisticsRow {
  readonly startMs: number;
  readonly endMs: number;
  readonly mean?: number;
  readonly min?: number;
  readonly max?: number;
  readonly state?: number;
  readonly sum?: number;
}

export interface StatisticsId {
  readonly id: string;
  readonly unit: string | undefined;
  readonly hasMean: boolean;
  readonly hasSum: boolean;
}
