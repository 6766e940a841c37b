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
import type { Series } from "./testing/house-series.ts";
import { houseSeries } from "./testing/house-series.ts";
import { otlpRequest } from "./testing/otlp-request.ts";
import type { RecentTroubles } from "./testing/recent-troubles.ts";
import { recentTroubles } from "./testing/recent-troubles.ts";
import { recentNight } from "./testing/recent-night.ts";

const EXPR = ruleGroups([lightsOnAllNight])[0]?.rules[0]?.expr ?? "";
const GET_AND_START_WITHIN_MS = 1_800_000;
/** Mimir looks at what was a minute ago, as in a real one. */
const MIMIR_LATE_SECONDS = 60;
// Its own poll and the first evaluation come on top.
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
  const mimir = owned.use(await startMimir({ limits: { ruler_evaluation_delay_duration: `${MIMIR_LATE_SECONDS}s` } }));
  for (const store of [prometheus, victoriaMetrics, mimir]) {
    for (const house of [...night.houses, ...troubles.houses]) await push(store, house.instance, houseSeries(house), night.to);
    await push(store, troubles.pantry.house.instance, ofEntities(troubles.pantry.house), troubles.pantry.heardAt);
    await store.flush();
  }
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

test.each([
  ["prometheus", 0],
  ["vmalert", 0],
  ["mimir", MIMIR_LATE_SECONDS],
] as const)(
  "%s keeps an alert firing for as long as it was asked to, and not the one that was to end at once",
  async (name, lateSeconds) => {
    const { store, rules } = rulers[name];
    const { house } = troubles.pantry;
    const colder = ofEntities(house).map((series) => (series.name === "ha_temperature_celsius" ? { ...series, valueAt: () => -20 } : series));
    const at = Math.floor(Date.now() / 1000) - lateSeconds - 1;
    await push(store, house.instance, colder, at + 1, at);
    await store.flush();
    const left = await until(`${name} to see that it is cold again`, FIRES_WITHIN_MS, async () => {
      const alerts = (await rules.alerts()).filter(({ labels }) => labels["instance"] === house.instance);
      return alerts.length < 2 && alerts;
    });
    expect(left.map(({ state, labels }) => ({ state, name: labels["name"] }))).toEqual([{ state: "firing", name: "chest" }]);
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

async function push(store: Store, instance: string, series: readonly Series[], to: number, from = night.from): Promise<void> {
  await fetchText(`${store.otlpUrl}/v1/metrics`, {
    method: "POST",
    headers: { "content-type": "application/x-protobuf" },
    body: otlpRequest(instance, series, from, to),
    withinMs: 30_000,
  });
}

function ofEntities(house: House): Series[] {
  return houseSeries(house).filter(({ labels }) => labels["entity_id"] !== undefined);
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
