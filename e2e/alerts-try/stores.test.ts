import { afterAll, beforeAll, expect, test } from "vitest";
import { freezerWarm } from "../../charts/home-alerts/src/alerts/cold/freezer-warm.ts";
import { ruleGroups } from "../../charts/home-alerts/src/render/rules.ts";
import type { House } from "../../charts/home-alerts/src/testing/alert-case.ts";
import { startMimir } from "../../tools/testbed/mimir/start-mimir.ts";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { generatedMonth } from "./month.ts";
import { pushHouse } from "./push-house.ts";
import { tryCommand } from "./try-command.ts";

/** Stores that give little at once are asked for less at once, and say the same as one that gives everything. */

const DAYS = 2;
const HOUR_MS = 3_600_000;
const VALUES = { FreezerWarm: {} };
const STARTED_WITHIN_MS = 300_000;
const TOLD_WITHIN_MS = 120_000;

const owned = new AsyncDisposableStack();
const month = generatedMonth(Date.now() / 1000 - 600);
const from = month.to - DAYS * 86_400;
/** Without gaps, so that one whole night of the porch lamp at least is told, whenever the test runs. */
const house: House = { ...month.house, bridgeAway: [], homeAssistantDown: [] };
let expected: readonly string[];

beforeAll(async () => {
  const generous = owned.use(await startVictoriaMetrics());
  await pushHouse(generous, house, from, month.to);
  expected = await told(generous);
}, STARTED_WITHIN_MS);

afterAll(() => owned.disposeAsync());

test("there is something to tell", () => {
  expect(expected.filter((line) => line.startsWith("FreezerWarm"))).toHaveLength(DAYS);
  expect(expected.filter((line) => line.startsWith("LightsOnAllNight Porch")).length).toBeGreaterThan(0);
});

test.each<[string, () => Promise<Store>, RegExp]>([
  ["a Prometheus that reads few samples", () => startPrometheus({ args: ["--query.max-samples=10000"] }), /too many samples/],
  ["a Mimir that allows a few hours", () => startMimir({ limits: { max_total_query_length: "6h" } }), /time range exceeds the limit/],
])("%s tells the same", { timeout: STARTED_WITHIN_MS }, async (_what, start, refusal) => {
  await using store = await start();
  await pushHouse(store, house, from, month.to);
  expect(await answerToAllAtOnce(store)).toMatch(refusal);
  expect(await told(store)).toEqual(expected);
});

/** What the store says to the same question without any care. */
async function answerToAllAtOnce(store: Store): Promise<string> {
  const [rule] = ruleGroups([freezerWarm], VALUES).flatMap(({ rules }) => rules);
  const query = new URLSearchParams({ query: rule?.expr ?? "", start: String(from), end: String(month.to), step: "60" });
  const response = await fetch(`${store.queryUrl}/api/v1/query_range?${query.toString()}`, { signal: AbortSignal.timeout(TOLD_WITHIN_MS) });
  return await response.text();
}

async function told(store: Store): Promise<readonly string[]> {
  await using command = await tryCommand(store, VALUES);
  const { alerts } = await command.json("--last", `${DAYS}d`);
  return alerts
    .flatMap(({ name, firings }) => firings.map((firing) => ({ name, ...firing })))
    .filter(({ fromMs, toMs }) => fromMs > from * 1000 + HOUR_MS && toMs !== undefined && toMs < month.to * 1000)
    .map(({ name, what, fromMs, toMs = 0, value }) => `${name} ${what} ${new Date(fromMs).toISOString()} ${new Date(toMs).toISOString()} ${value}`)
    .toSorted();
}
