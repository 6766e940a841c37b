import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EntityState } from "../../tools/testbed/home-assistant/home-assistant-client.ts";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import type { InstantSample } from "../../tools/testbed/prometheus/promql-client.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import { type Expected, expectedSeries } from "./expected-series.ts";
import { type ForeignSample, namedExceptions, parsePrometheusText, translate } from "./home-assistant-prometheus.ts";

/** The whole house of a real Home Assistant against what a real store holds of it. */

let ha: HomeAssistant;
let store: Store;
let bridge: BridgeProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  ha = stack.use(await startHomeAssistant());
  store = stack.use(await startVictoriaMetrics());
  bridge = stack.use(
    await startBridge({
      homeAssistant: { url: ha.url, token: ha.token, pingInterval: "1s", reconcileInterval: "2s" },
      metrics: { endpoint: store.otlpUrl, heartbeat: "2s" },
    }),
  );
  await bridge.untilReady();
});
afterAll(() => stack.disposeAsync());

describe("every entity of the house", () => {
  test("is there, with its number, its switch, its set or its time", async () => {
    // States change while we look, so a pair of looks counts in which both agree.
    const { states, stored } = await until("the store to agree with Home Assistant", 30_000, async () => {
      const states = await ha.states();
      const stored = await storedSeries();
      return missingOf(states, stored).length === 0 ? { states, stored } : undefined;
    }).catch(async () => ({ states: await ha.states(), stored: await storedSeries() }));
    printTable(states, stored);
    expect(
      missingOf(states, stored).map(
        ({ state, expected }) =>
          `${state.entity_id} "${state.state}": no ${String(expected.name)} ${JSON.stringify(expected.labels ?? {})} = ${expected.value}`,
      ),
    ).toEqual([]);
    expect(states.length).toBeGreaterThan(250);
  });

  test("has the sample of its last change at the time of the formula", async () => {
    const states = await ha.states();
    await store.flush();
    const series = await store.samples('{job="ha-bridge",entity_id!="",__name__!~"ha_entity_.*|ha_on_since_seconds|ha_.*_total"}', 3600);
    const times = new Map<string, Set<number>>();
    for (const { labels, samples } of series) {
      const known = times.get(labels["entity_id"] ?? "") ?? new Set();
      for (const { atMs } of samples) known.add(atMs);
      times.set(labels["entity_id"] ?? "", known);
    }
    const missing = states
      .filter((state) => state.state !== "unavailable" && state.state !== "unknown" && Date.parse(state.last_updated) > Date.now() - 3_000_000)
      .filter((state) => times.has(state.entity_id))
      .filter((state) => !times.get(state.entity_id)?.has(formula(state.last_updated)));
    expect(missing.map(({ entity_id, last_updated }) => `${entity_id} ${last_updated}`)).toEqual([]);
    expect(times.size).toBeGreaterThan(150);
  });

  test("is as Home Assistant's own exporter says, after conversion of units", async () => {
    const { wrong, compared, left } = await until("the store to agree with /api/prometheus", 30_000, async () => {
      const result = await compareWithOwnExporter();
      return result.wrong.length === 0 ? result : undefined;
    }).catch(compareWithOwnExporter);
    console.log(`compared with /api/prometheus: ${compared} samples; named exceptions: ${JSON.stringify(left)}`);
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(700);
  });

  test("says more than Home Assistant's own exporter does", async () => {
    const theirs = new Set(parsePrometheusText(await ha.prometheus()).map(({ name, labels }) => translate({ name, labels, value: 0 })?.name));
    const ours = new Set((await storedSeries()).map(({ labels }) => labels["__name__"] ?? ""));
    const only = [...ours].filter((name) => !theirs.has(name) && !name.startsWith("ha_bridge_")).sort();
    console.log(`only we have: ${only.join(", ")}`);
    expect(only).toEqual(expect.arrayContaining(["ha_on_since_seconds", "ha_entity_last_reported_seconds", "ha_window_active", "ha_entity_label"]));
  });
});

async function storedSeries(): Promise<readonly InstantSample[]> {
  await store.flush();
  return await store.query('{job="ha-bridge",instance="home"}');
}

function missingOf(states: readonly EntityState[], stored: readonly InstantSample[]): { state: EntityState; expected: Expected }[] {
  const byEntity = Map.groupBy(stored, ({ labels }) => labels["entity_id"] ?? "");
  return states.flatMap((state) =>
    expectedSeries(state)
      .filter((expected) => !(byEntity.get(state.entity_id) ?? []).some((sample) => fits(sample, expected)))
      .map((expected) => ({ state, expected })),
  );
}

function fits({ labels, value }: InstantSample, expected: Expected): boolean {
  const name = labels["__name__"] ?? "";
  const nameFits = typeof expected.name === "string" ? name === expected.name : expected.name.test(name);
  if (!nameFits || !Object.entries(expected.labels ?? {}).every(([label, wanted]) => labels[label] === wanted)) return false;
  return expected.value === undefined || near(value, expected.value);
}

function near(one: number, other: number): boolean {
  // Times since the epoch go through several roundings of a double: a tenth of a millisecond of them is allowed.
  return Math.abs(one - other) <= Math.max(1e-9, Math.abs(other) * 1e-13 * 500);
}

/** The time of a sample: the millisecond in which Home Assistant's microsecond lies. */
function formula(lastUpdated: string): number {
  return Date.parse(lastUpdated.replace(/(\.\d{3})\d*/, "$1"));
}

function printTable(states: readonly EntityState[], stored: readonly InstantSample[]): void {
  const missing = missingOf(states, stored);
  const rows = [...Map.groupBy(states, ({ entity_id }) => entity_id.split(".")[0] ?? "")]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([domain, of]) => {
      const ids = new Set(of.map(({ entity_id }) => entity_id));
      const series = stored.filter(({ labels }) => ids.has(labels["entity_id"] ?? "")).length;
      return `${domain.padEnd(24)}${String(of.length).padStart(9)}${String(series).padStart(9)}${String(missing.filter(({ state }) => ids.has(state.entity_id)).length).padStart(9)}`;
    });
  const total = `${"all".padEnd(24)}${String(states.length).padStart(9)}${String(stored.length).padStart(9)}${String(missing.length).padStart(9)}`;
  console.log([`${"domain".padEnd(24)}${"entities".padStart(9)}${"series".padStart(9)}${"missing".padStart(9)}`, ...rows, total].join("\n"));
}

async function compareWithOwnExporter() {
  const states = new Map((await ha.states()).map((state) => [state.entity_id, state]));
  const stored = Map.groupBy(await storedSeries(), ({ labels }) => labels["entity_id"] ?? "");
  const left: Record<string, number> = {};
  const wrong: string[] = [];
  let compared = 0;
  for (const foreign of parsePrometheusText(await ha.prometheus())) {
    const exception = namedExceptions(foreign, states);
    if (exception !== undefined) {
      left[exception] = (left[exception] ?? 0) + 1;
      continue;
    }
    compared += 1;
    const ours = translate(foreign);
    const entityId = foreign.labels["entity"] ?? "";
    if (ours === undefined) wrong.push(`no translation for ${describeForeign(foreign)}`);
    else if (!(stored.get(entityId) ?? []).some((sample) => fits(sample, ours)))
      wrong.push(`${describeForeign(foreign)}: no ${String(ours.name)} ${JSON.stringify(ours.labels ?? {})} = ${ours.value}`);
  }
  return { wrong, compared, left };
}

function describeForeign({ name, labels, value }: ForeignSample): string {
  return `${name}{entity="${labels["entity"]}"} ${value}`;
}
