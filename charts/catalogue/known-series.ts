import { familyByName } from "../../services/ha-bridge/src/core/catalogue.ts";
import type { Family } from "../../services/ha-bridge/src/core/family.ts";
import { familiesToCome } from "./families-to-come.ts";
import type { FamilyToCome } from "./family-to-come.ts";

const OF_ALL = ["job", "instance"];
const OF_ENTITIES = ["entity_id", "domain", "device_class", "area", "floor", "category"];
const HISTOGRAM_PARTS = { _bucket: ["le"], _sum: [], _count: [] } as const;

/** What may be asked of a series: its labels, and whether a service sends it already. */
export interface KnownSeries {
  readonly labels: ReadonlySet<string>;
  readonly isToCome: boolean;
}

const known: ReadonlyMap<string, KnownSeries> = new Map([
  ...familiesToCome.flatMap(seriesToCome),
  ...[...familyByName.values()].map((family) => [family.name, { labels: new Set(labelsOf(family)), isToCome: false }] as const),
]);

export function knownSeries(name: string): KnownSeries | undefined {
  return known.get(name);
}

function labelsOf({ scope, labels }: Family): string[] {
  return [...OF_ALL, ...(scope === "entity" ? OF_ENTITIES : []), ...labels];
}

function seriesToCome({ name, kind, labels }: FamilyToCome): (readonly [string, KnownSeries])[] {
  const series = (suffix: string, more: readonly string[]) =>
    [`${name}${suffix}`, { labels: new Set([...OF_ALL, ...labels, ...more]), isToCome: true }] as const;
  return kind === "histogram" ? Object.entries(HISTOGRAM_PARTS).map(([suffix, more]) => series(suffix, more)) : [series("", [])];
}
