import type { InstantSample } from "../../testbed/prometheus/promql-client.ts";
import type { Store } from "../../testbed/prometheus/store.ts";
import type { Scene } from "../play.ts";

const WITHIN_MS = 30_000;
// The bridge sends within a quarter of a second, so a count that stays the same for longer is final.
const SETTLED_MS = 1_500;
const ROWS = 8;
const NAMES_SHOWN = 5;
// These come with the first repeat of each series, spread over a minute; all others are there at once.
const AT_ONCE = '{__name__=~"ha_.+", __name__!~"ha_entity_last_.+", entity_id!=""}';

/** Every entity of Home Assistant is in the store; the table counts what the store holds. */
export const theHouseIsRead: Scene = async ({ cast: { homeAssistant, version, store, bridge }, stage, watch }) => {
  let missing: readonly string[] = [];
  const entities = await watch({
    what: `every entity of Home Assistant in ${store.name}`,
    withinMs: WITHIN_MS,
    by: bridge,
    async look() {
      await store.flush();
      const states = await homeAssistant.states();
      const stored = new Set((await store.query("ha_entity_available")).map(({ labels }) => labels["entity_id"]));
      missing = states.map((state) => state.entity_id).filter((id) => !stored.has(id));
      return missing.length === 0 && states.length;
    },
    instead: () => `${missing.length} are missing, such as ${missing.slice(0, NAMES_SHOWN).join(", ")}`,
  });
  const counts = await watch({ what: "all their series", withinMs: WITHIN_MS, by: bridge, look: whenSettled(() => countByDomain(store)) });
  const series = sum(counts, "series");
  stage.saw(
    `Home Assistant ${version} has ${entities} entities. Each of them is in ${store.name}; together they are ${series} series`,
    "(the times ha_entity_last_*, which follow within a minute, are not counted):",
    ...table(counts),
  );
};

type DomainCount = { readonly domain: string; readonly entities: number; readonly series: number };

/** Most series first. */
async function countByDomain(store: Store): Promise<readonly DomainCount[]> {
  await store.flush();
  const series = valueByDomain(await store.query(`count by (domain) (${AT_ONCE})`));
  const entities = valueByDomain(await store.query("count by (domain) (ha_entity_available)"));
  const counts = [...series].map(([domain, count]) => ({ domain, entities: entities.get(domain) ?? 0, series: count }));
  return counts.toSorted((one, other) => other.series - one.series);
}

function valueByDomain(samples: readonly InstantSample[]): ReadonlyMap<string, number> {
  return new Map(samples.map(({ labels, value }) => [labels["domain"] ?? "", value]));
}

function whenSettled(count: () => Promise<readonly DomainCount[]>): () => Promise<readonly DomainCount[] | undefined> {
  let last = 0;
  let since = performance.now();
  return async () => {
    const counts = await count();
    const series = sum(counts, "series");
    if (series !== last) since = performance.now();
    last = series;
    return performance.now() - since >= SETTLED_MS ? counts : undefined;
  };
}

function table(counts: readonly DomainCount[]): readonly string[] {
  const others = counts.slice(ROWS);
  const rest = { domain: `${others.length} other domains`, entities: sum(others, "entities"), series: sum(others, "series") };
  const cells = [{ domain: "domain", entities: "entities", series: "series" }, ...counts.slice(0, ROWS), ...(others.length > 0 ? [rest] : [])];
  return cells.map(({ domain, entities, series }) => `${domain.padEnd(20)}${String(entities).padStart(10)}${String(series).padStart(10)}`);
}

function sum(counts: readonly DomainCount[], key: "entities" | "series"): number {
  return counts.reduce((total, count) => total + count[key], 0);
}
