import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { stringify } from "yaml";

import { startMimir } from "../../../tools/testbed/mimir/start-mimir.ts";
import { fetchText } from "../../../tools/testbed/process/http.ts";
import { until } from "../../../tools/testbed/process/until.ts";
import type { AlertState, RulesClient } from "../../../tools/testbed/prometheus/promql-client.ts";
import { startPrometheus } from "../../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { startVmalert } from "../../../tools/testbed/victoria-metrics/start-vmalert.ts";
import { catalogue } from "./catalogue.ts";
import { lightsOnAllNight } from "./alerts/lights-and-covers/lights-on-all-night.ts";
import { ruleGroups } from "./render/rules.ts";
import type { House } from "./testing/alert-case.ts";
import { houseSeries } from "./testing/house-series.ts";
import { otlpRequest } from "./testing/otlp-request.ts";
import type { RecentTroubles } from "./testing/recent-troubles.ts";
import { recentTroubles } from "./testing/recent-troubles.ts";
import { recentNight } from "./testing/recent-night.ts";

const EXPR = ruleGroups([lightsOnAllNight])[0]?.rules[0]?.expr ?? "";
const GET_AND_START_WITHIN_MS = 1_800_000;
// Mimir looks at what was a minute ago, as in a real one; its own poll and the first evaluation come on top.
const FIRES_WITHIN_MS = 120_000;

const owned = new AsyncDisposableStack();
const night = recentNight(Date.now() / 1000);
const troubles = recentTroubles(Date.now() / 1000);
const GROUPS = ruleGroups(catalogue, { ...Object.fromEntries(catalogue.map(({ name }) => [name, {}])), ...troubles.values });
const ALL_RULES = GROUPS.flatMap(({ rules }) => rules);
const EXPECTED = [...night.alerts.map((alert) => ({ alertname: lightsOnAllNight.name, ...alert })), ...troubles.alerts];
/** Others have something to say of these houses as well, which nobody wrote down. */
const COMPARED = new Set(EXPECTED.map(({ alertname }) => alertname));
let rulers: Readonly<Record<"prometheus" | "vmalert" | "mimir", { readonly store: Store; readonly rules: RulesClient }>>;

beforeAll(async () => {
  // The clock of the machine that evaluates is neither that of a house nor UTC.
  vi.stubEnv("TZ", "America/Lima");
  const folder = await mkdtemp(join(tmpdir(), "tiles-three-rulers-"));
  owned.defer(() => rm(folder, { recursive: true, force: true }));
  const rulesFile = join(folder, "rules.yaml");
  await writeFile(rulesFile, stringify({ groups: GROUPS }));
  const prometheus = owned.use(await startPrometheus({ ruleFiles: [rulesFile], evaluationInterval: "2s" }));
  const victoriaMetrics = owned.use(await startVictoriaMetrics());
  const vmalert = owned.use(
    await startVmalert({ store: victoriaMetrics, ruleFiles: [rulesFile], evaluationInterval: "2s", args: ["-disableAlertgroupLabel"] }),
  );
  const mimir = owned.use(await startMimir({ limits: { ruler_evaluation_delay_duration: "1m" } }));
  for (const store of [prometheus, victoriaMetrics, mimir]) await push(store, [...night.houses, ...troubles.houses]);
  for (const group of GROUPS) await mimir.putRuleGroup("home", stringify({ ...group, interval: "2s" }));
  rulers = {
    prometheus: { store: prometheus, rules: prometheus },
    vmalert: { store: victoriaMetrics, rules: vmalert },
    mimir: { store: mimir, rules: mimir },
  };
}, GET_AND_START_WITHIN_MS);

afterAll(async () => {
  vi.unstubAllEnvs();
  await owned.disposeAsync();
});

test.each(["prometheus", "vmalert", "mimir"] as const)(
  "%s takes the rules and fires what it must, rules of every kind, with names and local times",
  async (name) => {
    const { rules } = rulers[name];
    const firing = async () => (await rules.alerts()).filter(({ state, labels }) => state === "firing" && COMPARED.has(labels["alertname"] ?? ""));
    const enough = until(`${EXPECTED.length} alerts of ${name}`, FIRES_WITHIN_MS, async () => (await firing()).length >= EXPECTED.length);
    // What is missing says more than how many there are.
    await enough.catch(() => undefined);
    expect((await firing()).map(inWords).toSorted()).toEqual(EXPECTED.map(expectedInWords).toSorted());
    const evaluated = await until(`all rules evaluated by ${name}`, FIRES_WITHIN_MS, async () => {
      const all = await rules.rules();
      return all.every(({ health }) => health !== "unknown") && all;
    });
    expect(evaluated.filter(({ health }) => health !== "ok").map(({ name: rule, lastError }) => ({ rule, lastError }))).toEqual([]);
    // Each lists the groups in an order of its own.
    expect(evaluated.map(({ name: rule }) => rule).toSorted()).toEqual(ALL_RULES.map(({ alert }) => alert).toSorted());
  },
  FIRES_WITHIN_MS + 10_000,
);

test("the expression gives the same in all three stores through the night and the morning", async () => {
  const counts = new Set<number>();
  for (const at of [...instants(night.from, night.nightEnd - 600, 900), ...instants(night.nightEnd - 600, Date.now() / 1000 - 90, 60)]) {
    const [first, ...others] = await Promise.all(Object.values(rulers).map(({ store }) => resultAt(store, at)));
    for (const other of others) expect(other, `at ${new Date(at * 1000).toISOString()}`).toEqual(first);
    counts.add(first?.length ?? 0);
  }
  // None in the night; after it those that fire now, and for a while the one that was switched off in the morning.
  expect(counts).toEqual(new Set([0, night.alerts.length, night.alerts.length + 1]));
}, 60_000);

async function push(store: Store, houses: readonly House[]): Promise<void> {
  for (const house of houses) {
    await fetchText(`${store.otlpUrl}/v1/metrics`, {
      method: "POST",
      headers: { "content-type": "application/x-protobuf" },
      body: otlpRequest(house.instance, houseSeries(house), night.from, night.to),
      withinMs: 30_000,
    });
  }
  await store.flush();
}

function inWords({ labels, annotations }: AlertState): string {
  return stringify({ labels, annotations }, { sortMapEntries: true });
}

function expectedInWords({ alertname, labels, summary }: RecentTroubles["alerts"][number]): string {
  const rule = ALL_RULES.find(({ alert, labels: { name } }) => alert === alertname && name === labels["name"]);
  return stringify({ labels: { alertname, ...labels, ...rule?.labels }, annotations: { ...rule?.annotations, summary } }, { sortMapEntries: true });
}

/** Half a minute off the samples, because stores differ in which end of a range they count in. */
function instants(from: number, to: number, stepSeconds: number): number[] {
  return Array.from({ length: Math.floor((to - from) / stepSeconds) }, (_, index) => from + index * stepSeconds + 30);
}

async function resultAt(store: Store, at: number): Promise<string[]> {
  const result = await store.query(EXPR, at);
  return result.map(({ labels, value }) => stringify({ labels, value }, { sortMapEntries: true })).toSorted();
}
