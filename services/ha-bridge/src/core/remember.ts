import { familyByName } from "./catalogue.ts";
import { domainOf } from "./entity.ts";
import type { ExportedEntity } from "./exported-entity.ts";
import { createExportedEntity, seriesOf } from "./exported-entity.ts";
import { families } from "./catalogue.ts";
import type { Family } from "./family.ts";
import type { LedgerOwner, LedgerSection, LedgerState, OwnerMemory } from "./ledger.ts";
import type { Stretch } from "./refill/stretch.ts";
import type { EncodeLabels, LabelPairs, Series } from "./series.ts";
import type { SeriesFactory } from "./series-factory.ts";
import type { SetMemory } from "./set-members.ts";
import { setMembers } from "./set-members.ts";
import { usToMs } from "./time.ts";

/** Owners that are entities; areas, windows and the house have a colon instead of a dot, or neither. */
export function isEntityOwner(owner: string): boolean {
  return owner.includes(".") && !owner.includes(":");
}

/** Owners that are Home Assistant itself: its config entries, and topics of its health. */
export function isHealthOwner(owner: string): boolean {
  return owner.startsWith("health:") || owner.startsWith("config-entry");
}

/** The entities as the ledger remembers them: their series live, their states not known yet. */
export function rememberedEntities(state: LedgerState, factory: SeriesFactory, encode: EncodeLabels): Map<string, ExportedEntity> {
  const records = new Map<string, ExportedEntity>();
  for (const [owner, known] of state.owners) if (isEntityOwner(owner)) records.set(owner, rememberedEntity(owner, known, factory, encode));
  return records;
}

/** What the ledger writes of an entity. */
export function describeEntity(record: ExportedEntity): OwnerMemory {
  const sets = [...(record.sets ?? [])].map(([family, memory]) => [family.name, memory.offered, memory.seen] as const);
  return {
    owner: record.entity.entityId,
    labels: pairsOf(record.labelsKey),
    info: pairsOf(record.infoKey),
    ...(record.since && { since: record.since }),
    ...(sets.length > 0 && { sets }),
  };
}

/** The whole ledger as one section, so that reading a checkpoint is applying a section. */
export function checkpointOf(
  records: ReadonlyMap<string, ExportedEntity>,
  others: readonly OwnedSeries[],
  house: NonNullable<LedgerSection["house"]>,
  stretches: Iterable<Stretch>,
): LedgerSection {
  const series: LedgerSection["series"][number][] = [];
  const sent: number[] = [];
  const sampled: number[] = [];
  const owners: OwnerMemory[] = [];
  const add = (owner: string, one: Series) => {
    series.push([one.id, owner, one.family.name, one.member ?? null]);
    sent.push(one.id, one.sentMs - house.provenMs);
  };
  for (const [entityId, record] of records) {
    owners.push(describeEntity(record));
    if (record.available !== undefined) sampled.push(record.available.id, record.sampledUs);
    for (const one of seriesOf(record)) if (!record.areaSeries.includes(one)) add(entityId, one);
  }
  for (const other of others) {
    owners.push({ owner: other.owner, labels: other.labels });
    for (const one of other.series) add(other.owner, one);
  }
  return { baseMs: house.provenMs, series, sent, ended: [], owners, dropped: [], sampled, house, stretches: [...stretches] };
}

/** Series that belong to no entity: of an area, of a window, of the house. */
export interface OwnedSeries {
  readonly owner: string;
  readonly labels: OwnerMemory["labels"];
  readonly series: readonly Series[];
}

function rememberedEntity(entityId: string, known: LedgerOwner, factory: SeriesFactory, encode: EncodeLabels): ExportedEntity {
  const { memory } = known;
  const placeholder = { entityId, domain: domainOf(entityId), state: "unknown", attributes: {}, lastChangedUs: 0, lastUpdatedUs: 0 };
  const record = createExportedEntity(placeholder, false);
  record.labelsKey = JSON.stringify(memory.labels);
  record.attributes = encode(memory.labels);
  record.infoKey = JSON.stringify(memory.info ?? []);
  record.since = memory.since;
  record.sampledUs = known.sampledUs;
  record.sampledFloorMs = record.sampledMs = usToMs(known.sampledUs);
  record.sets = rememberedSets(memory);
  for (const one of known.series.values()) {
    const family = familyByName.get(one.family);
    // A family that a newer version no longer has ends by its own silence.
    if (family === undefined) continue;
    place(record, factory.restore(one.id, one.sentMs, family, record.attributes, one.member), family, encode);
  }
  record.labelIds = record.labelSeries.map((series) => series.member ?? "");
  return record;
}

function place(record: ExportedEntity, series: Series, family: Family, encode: EncodeLabels): void {
  if (family === families.entityAvailable) record.available = series;
  else if (family === families.onSinceSeconds) record.onSince = series;
  else if (family === families.entityInfo) record.infoSeries = { ...series, value: 1, own: encode(pairsOf(record.infoKey)) };
  else if (family === families.entityLabel) record.labelSeries.push({ ...series, value: 1 });
  else if (isAge(family)) record.ages[ageFamilies().indexOf(family)] = series;
  else record.values.push(series);
}

function pairsOf(key: string): LabelPairs {
  return key === "" ? [] : (JSON.parse(key) as LabelPairs);
}

function ageFamilies(): readonly Family[] {
  return [families.entityLastChangedSeconds, families.entityLastUpdatedSeconds, families.entityLastReportedSeconds];
}

function isAge(family: Family): boolean {
  return ageFamilies().includes(family);
}

function rememberedSets(memory: OwnerMemory): Map<Family, SetMemory> {
  const sets = new Map<Family, SetMemory>();
  for (const [name, offered, seen] of memory.sets ?? []) {
    const family = familyByName.get(name);
    if (family === undefined) continue;
    let set: SetMemory = { offered, seen: [], members: [] };
    for (const state of seen) set = setMembers(set, state, offered);
    sets.set(family, set);
  }
  return sets;
}
