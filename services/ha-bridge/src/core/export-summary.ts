import { families } from "./catalogue.ts";
import type { ExportedEntity } from "./exported-entity.ts";
import { seriesOf } from "./exported-entity.ts";

export interface DomainSummary {
  readonly domain: string;
  readonly entities: number;
  readonly series: number;
}

/** What is exported, by domain. */
export function summarize(records: ReadonlyMap<string, ExportedEntity>): DomainSummary[] {
  const domains = new Map<string, { domain: string; entities: number; series: number }>();
  for (const record of records.values()) {
    if (!record.present) continue;
    const { domain } = record.entity;
    const summary = domains.get(domain) ?? { domain, entities: 0, series: 0 };
    summary.entities += 1;
    summary.series += [...seriesOf(record)].length;
    domains.set(domain, summary);
  }
  return [...domains.values()].sort((one, other) => one.domain.localeCompare(other.domain));
}

/** Units that no quantity knows, so that their numbers are `ha_value{unit}`; with an entity each. */
export function unknownUnits(records: ReadonlyMap<string, ExportedEntity>): Record<string, string> {
  const units: Record<string, string> = {};
  for (const [entityId, record] of records) {
    for (const series of record.values)
      if (series.family === families.value && series.member !== undefined && series.member !== "") units[series.member] ??= entityId;
  }
  return units;
}

/** Sets with so many possible states that only those that were seen are exported. */
export function largeSets(records: ReadonlyMap<string, ExportedEntity>): { entityId: string; family: string; offered: number }[] {
  const large: { entityId: string; family: string; offered: number }[] = [];
  for (const [entityId, record] of records) {
    for (const [family, memory] of record.sets ?? [])
      if (memory.offered.length > memory.members.length) large.push({ entityId, family: family.name, offered: memory.offered.length });
  }
  return large;
}
