import type { InstantSample } from "../../testbed/prometheus/promql-client.ts";
import type { Cast } from "../cast.ts";
import type { Scene } from "../play.ts";

const WITHIN_MS = 30_000;
const ROWS = 8;
const NAMES_SHOWN = 5;

/** Every entity of Home Assistant is in the store; the table counts what the store holds. */
export const theHouseIsRead: Scene = async ({ cast, stage, watch }) => {
  const { homeAssistant, store, bridge } = cast;
  let missing: readonly string[] = [];
  const entities = await watch({
    what: `every entity of Home Assistant in ${store.name}`,
    withinMs: WITHIN_MS,
    by: bridge,
    async look() {
      const states = await homeAssistant.states();
      const stored = new Set((await store.query("ha_entity_available")).map(({ labels }) => labels["entity_id"]));
      missing = states.map((state) => state.entity_id).filter((id) => !stored.has(id));
      return missing.length === 0 && states.length;
    },
    instead: () => `${missing.length} are missing, such as ${missing.slice(0, NAMES_SHOWN).join(", ")}`,
  });
  const domains = await watch({ what: "its series to be complete", withinMs: WITHIN_MS, by: store, look: () => settledCounts(cast) });
  const total = sum(domains);
  stage.saw(`Home Assistant ${cast.version} has ${entities} entities; each of them is in ${store.name}, together in ${total} series:`, ...table(domains));
};

type DomainCount = { readonly domain: string; readonly entities: number; readonly series: number };

/** The counts by domain, largest first, once no more are added. */
async function settledCounts({ store, bridge }: Cast): Promise<readonly DomainCount[] | undefined> {
  const series = await store.query('count by (domain) ({__name__=~"ha_.+", entity_id!=""})');
  const entities = countByDomain(await store.query("count by (domain) (ha_entity_available)"));
  const counts = series.map(({ labels, value }) => ({ domain: labels["domain"] ?? "", entities: entities.get(labels["domain"]) ?? 0, series: value }));
  return (await bridgeHasSentAll(bridge.url)) ? counts.toSorted((a, b) => b.series - a.series) : undefined;
}
