import type { EpochUs } from "./entity.ts";
import type { MutableEntity } from "./entity-store.ts";
import type { Family } from "./family.ts";
import type { OnSince } from "./on-since.ts";
import type { Series } from "./series.ts";
import type { SetMemory } from "./set-members.ts";

/** Everything that is kept of one entity: its state, its labels, its live series and what survives a restart. */
export interface ExportedEntity {
  entity: MutableEntity;
  /** False for what the ledger remembers and Home Assistant has not shown yet. */
  present: boolean;
  /** The gap in our knowledge after which it was seen last; a sighting after a newer one is not "live". */
  gap: number;
  /** Its labels as JSON: compared often, read seldom, and half as large as the pairs themselves. Empty: none yet. */
  labelsKey: string;
  attributes: Uint8Array;
  /** The labels of its info series, in the same form. */
  infoKey: string;
  labelIds: readonly string[];
  /** Series that each change writes, in the order in which the mapping reports them. */
  values: Series[];
  /** Series that are written when they change, and repeated. */
  available: Series | undefined;
  onSince: Series | undefined;
  infoSeries: Series | undefined;
  labelSeries: Series[];
  /** `last_changed`, `last_updated`, `last_reported`: only repeated. */
  ages: Series[];
  /** The area's own temperature or humidity, where this entity is the chosen sensor. */
  areaSeries: Series[];
  /** When all of its series ended because Home Assistant was down; undefined while it is present. */
  endedMs: number | undefined;
  areaRoles: readonly AreaRole[];
  /** Made when the first set is seen: most entities have none. */
  sets: Map<Family, SetMemory> | undefined;
  since: OnSince | undefined;
  reportedUs: EpochUs;
  changes: number;
  /** The last change that was sampled: its microsecond, that as a millisecond, and the millisecond it was given. */
  sampledUs: EpochUs;
  sampledFloorMs: number;
  sampledMs: number;
  /** The remembered series get their first sample here after a renaming. */
  successorAtMs: number | undefined;
}

/** The entity is the sensor that its owner chose for an area: its value is the area's value as well. */
export interface AreaRole {
  readonly owner: string;
  readonly family: Family;
  /** The value series of the entity that is taken over. */
  readonly from: Family;
  /** `attributes` as text, for comparing. */
  readonly labelsKey: string;
  readonly attributes: Uint8Array;
}

export function createExportedEntity(entity: MutableEntity, present: boolean): ExportedEntity {
  return {
    entity,
    present,
    gap: -1,
    labelsKey: "",
    attributes: new Uint8Array(),
    infoKey: "",
    labelIds: [],
    values: [],
    available: undefined,
    onSince: undefined,
    infoSeries: undefined,
    labelSeries: [],
    ages: [],
    areaSeries: [],
    endedMs: undefined,
    areaRoles: [],
    sets: undefined,
    since: undefined,
    reportedUs: 0,
    changes: 0,
    sampledUs: 0,
    sampledFloorMs: 0,
    sampledMs: 0,
    successorAtMs: undefined,
  };
}

/** Every live series of the entity. */
export function* seriesOf(record: ExportedEntity): Generator<Series> {
  yield* record.values;
  if (record.available !== undefined) yield record.available;
  if (record.onSince !== undefined) yield record.onSince;
  if (record.infoSeries !== undefined) yield record.infoSeries;
  yield* record.labelSeries;
  yield* record.ages;
  yield* record.areaSeries;
}

/**
 * The millisecond of a change. The k-th change of an entity in one millisecond gets k more, so none of them is lost,
 * and the same rows read from the recorder get the same milliseconds.
 */
export function changeTimeMs(record: ExportedEntity, floorMs: number): number {
  if (floorMs === record.sampledFloorMs) return record.sampledMs + 1;
  if (floorMs > record.sampledFloorMs && floorMs <= record.sampledMs) return record.sampledMs + 1;
  return floorMs;
}
