import type { Family } from "./family.ts";

/** One time series: a family and the labels that the points of it carry, already encoded. */
export interface Series {
  /** Number in the ledger; never used again for another series in one state directory. */
  readonly id: number;
  readonly family: Family;
  /** The entity's common labels, encoded once and shared by all its series. */
  readonly attributes: Uint8Array;
  /** Value of the family's own label (`state`, `unit`, `label`, ...), or undefined when it has none. */
  readonly member: string | undefined;
  /** `member` as encoded label. */
  readonly own: Uint8Array | undefined;
  value: number;
  /** Time of the newest sample that was sent; 0 before the first. */
  sentMs: number;
}

/** Where points go: a batch of the live lane or of the backlog. The same series never goes backwards in one batch. */
export interface PointSink {
  add(series: Series, atMs: number, value: number): void;
  end(series: Series, atMs: number): void;
}

export type LabelPairs = readonly (readonly [name: string, value: string])[];

/** Encodes labels as points carry them; given from outside so that the core knows no wire format. */
export type EncodeLabels = (labels: LabelPairs) => Uint8Array;
