import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { type ExpectedSamples, keyOf } from "./expected-samples.ts";

export interface StoredSample {
  readonly atMs: number;
  readonly value: number;
}

export type StoredSamples = ReadonlyMap<string, readonly StoredSample[]>;

const LOAD_VALUES = '{job="ha-bridge",instance="home",entity_id=~"(binary_)?sensor[.]load_.*",__name__!~"ha_entity_.*|ha_on_since_seconds"}';
const LOOK_BACK_SECONDS = 900;

/** Every raw sample of the load generator's entities by the keys of ExpectedSamples, whatever other labels they had in their life. */
export async function storedSamples(store: Store): Promise<StoredSamples> {
  await store.flush();
  const series = await store.samples(LOAD_VALUES, LOOK_BACK_SECONDS);
  const byKey = Map.groupBy(series, ({ labels }) => keyOf(labels["__name__"] ?? "", labels["entity_id"] ?? "", labels["state"]));
  // VictoriaMetrics shows stale markers as NaN.
  return new Map([...byKey].map(([key, all]) => [key, all.flatMap(({ samples }) => samples.filter(({ value }) => !Number.isNaN(value)))]));
}

/** Changes that the store does not hold with their own time and value. */
export function missingFrom(stored: StoredSamples, expected: ExpectedSamples): string[] {
  return [...expected].flatMap(([key, samples]) => {
    const there = new Map(stored.get(key)?.map(({ atMs, value }) => [atMs, value]));
    return [...samples]
      .filter(([atMs, value]) => there.get(atMs) !== value)
      .map(([atMs, value]) => `${key} ${value} @${atMs}, stored: ${there.get(atMs)}`);
  });
}

/** What stands more than once, and what is neither a change nor one of a few repeats of the value that was there. */
export function inventedIn(stored: StoredSamples, expected: ExpectedSamples, mostRepeats: number): string[] {
  return [...expected].flatMap(([key, changes]) => {
    const samples = stored.get(key) ?? [];
    const firstMs = Math.min(...changes.keys());
    const repeats = samples.filter(({ atMs }) => !changes.has(atMs));
    const wrong = repeats.filter(({ atMs, value }) => atMs > firstMs && valueAt(changes, atMs) !== value);
    return [
      ...wrong.map(({ atMs, value }) => `${key} ${value} @${atMs}: nobody said so`),
      ...(new Set(samples.map(({ atMs }) => atMs)).size < samples.length ? [`${key}: a time twice`] : []),
      ...(repeats.length > mostRepeats ? [`${key}: ${repeats.length} repeats`] : []),
    ];
  });
}

function valueAt(changes: ReadonlyMap<number, number>, atMs: number): number | undefined {
  return changes.get(Math.max(...[...changes.keys()].filter((changeMs) => changeMs < atMs)));
}
