import type { EntityState, EpochUs } from "./entity.ts";

/** The states of the house as they are known now, by entity id. Records are changed in place: this is the hot path. */
export interface MutableEntity extends EntityState {
  state: string;
  attributes: Record<string, unknown>;
  lastChangedUs: EpochUs;
  lastUpdatedUs: EpochUs;
}

export type EntityStore = Map<string, MutableEntity>;

/** A compressed state as the socket sends it: `lu` is left out when it equals `lc`. */
export interface CompressedState {
  readonly s: string;
  readonly a: Record<string, unknown>;
  readonly lc: number;
  readonly lu?: number;
}

/** What changed: attributes only by name, because the mapping reads them from the entity. */
export interface CompressedDiff {
  readonly "+"?: { readonly s?: string; readonly a?: Record<string, unknown>; readonly lc?: number; readonly lu?: number };
  readonly "-"?: { readonly a?: readonly string[] };
}
