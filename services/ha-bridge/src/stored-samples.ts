import { AppError } from "@tiles/kit/errors";
import type { StoredSamples } from "./core/audit/compare.ts";
import { isAudited, seriesKey } from "./core/audit/recorded-series.ts";
import { familyByName } from "./core/catalogue.ts";
import type { StoredSeries, StoreQuery } from "./query/prometheus-api.ts";

/** Of all entities in one question together: some hundred thousand samples, which are 10 MB of JSON. */
const MOST_ENTITY_MS = 200 * 3_600_000;
const SHORTEST_MS = 60_000;

export interface StoredQuestion {
  readonly store: StoreQuery;
  readonly instance: string;
  readonly entityIds: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** By entity and series; the same series under other labels (it moved to another area) is one. Rejects with an AppError. */
export async function storedSamples(
  { store, instance, entityIds, fromMs, toMs }: StoredQuestion,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, StoredSamples>>> {
  const found = new Map<string, Map<string, { samples: (readonly [number, number])[] }>>();
  const selector = `{__name__=~"ha_.+",instance=${JSON.stringify(instance)},entity_id=~"${entityIds.join("|")}"}`;
  let lengthMs = Math.max(SHORTEST_MS, Math.min(toMs - fromMs, Math.floor(MOST_ENTITY_MS / entityIds.length)));
  for (let sliceMs = fromMs; sliceMs < toMs;) {
    const untilMs = Math.min(toMs, sliceMs + lengthMs);
    const slice = await store.samples(selector, sliceMs, untilMs, signal).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === "BRIDGE_QUERY_TOO_MUCH") || lengthMs <= SHORTEST_MS) throw error;
      return undefined;
    });
    if (slice === undefined) {
      lengthMs = Math.max(SHORTEST_MS, Math.floor(lengthMs / 2));
      continue;
    }
    for (const series of slice) note(series);
    sliceMs = untilMs;
  }
  return found;

  function note(series: StoredSeries): void {
    const key = keyOf(series);
    if (key === undefined) return;
    const entityId = series.labels["entity_id"] ?? "";
    const ofEntity = found.get(entityId) ?? new Map<string, { samples: (readonly [number, number])[] }>();
    found.set(entityId, ofEntity);
    const known = ofEntity.get(key) ?? { samples: [] };
    ofEntity.set(key, known);
    for (const sample of series.samples) known.samples.push(sample);
  }
}

function keyOf({ labels }: StoredSeries): string | undefined {
  // Hourly statistics have the name of the live series, and are no changes.
  if (labels["statistic"] !== undefined) return undefined;
  const family = familyByName.get(labels["__name__"] ?? "");
  if (family === undefined || !isAudited(family)) return undefined;
  const [own] = family.labels;
  return seriesKey(family.name, own === undefined ? undefined : labels[own]);
}
