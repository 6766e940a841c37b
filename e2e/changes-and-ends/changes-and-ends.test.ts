import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type Prometheus, startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { measureUntil } from "../support/measure-until.ts";
import { until } from "../support/until.ts";

/** What a query sees right after something happened in the house: a real Home Assistant, a real Prometheus. */

const QUERYABLE_WITHIN_MS = 1_000;
const ROUNDS = 5;
/** A deadline, on a machine that does much else. */
const SEEN_WITHIN_MS = 15_000;

let ha: HomeAssistant;
let store: Prometheus;
let bridge: BridgeProcess;
let indexes: readonly number[];
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  ha = stack.use(await startHomeAssistant());
  store = stack.use(await startPrometheus({ outOfOrderTimeWindow: "72h" }));
  bridge = stack.use(await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { endpoint: store.otlpUrl } }));
  await bridge.untilReady();
  ({ indexes } = (await ha.callService("loadgen", "add", { numbers: 6 }, true)) as { indexes: number[] });
  for (const index of indexes) await set(sensor(index), 100 + index);
  await until("the load generator's sensors in the store", SEEN_WITHIN_MS, async () =>
    (await valuesOf(sensor(indexes.at(-1) ?? 0))).length > 0 ? true : undefined,
  );
});
afterAll(() => stack.disposeAsync());

describe("a change", () => {
  test("is queryable within a second, again and again", async () => {
    const longest = await measureUntil(QUERYABLE_WITHIN_MS, ROUNDS, async () => {
      const delays: number[] = [];
      for (let value = 1; value <= 10; value += 1) {
        await set(sensor(indexes[0]), value);
        const madeAt = performance.now();
        await until(`${value} in the store`, SEEN_WITHIN_MS, async () =>
          (await valuesOf(sensor(indexes[0])))[0]?.value === value ? true : undefined,
        );
        delays.push(performance.now() - madeAt);
      }
      console.log(`from change to query: ${delays.map((delay) => Math.round(delay)).join(" ")} ms`);
      return Math.max(...delays);
    });
    expect(Math.min(...longest)).toBeLessThan(QUERYABLE_WITHIN_MS);
  });

  test("has the time that Home Assistant gave it, to the millisecond", async () => {
    await set(sensor(indexes[0]), 77);
    const state = await ha.state(sensor(indexes[0]));
    const wanted = msOf(state?.last_updated);
    const times = await until("the sample", SEEN_WITHIN_MS, async () => {
      const [series] = await store.samples(valueOf(sensor(indexes[0])), 60);
      return series?.samples.some(({ value }) => value === 77) ? series.samples : undefined;
    });
    expect(times.filter(({ value }) => value === 77).map(({ atMs }) => atMs)).toContain(wanted);
  });
});

describe("what ends, ends at its instant", () => {
  test("an entity made unavailable", async () => {
    const id = sensor(indexes[1]);
    await ha.callService("loadgen", "set_available", { entity_id: id, available: false });
    const endedMs = msOf((await ha.state(id))?.last_updated);
    await until("the end of the series", SEEN_WITHIN_MS, async () => ((await valuesOf(id)).length === 0 ? true : undefined));
    await expectEdge(valueOf(id), endedMs);
    expect((await store.query(`ha_entity_available{entity_id="${id}"}`))[0]?.value).toBe(0);
  });

  test("an entity that is removed", async () => {
    const id = sensor(indexes[2]);
    const beforeMs = Date.now();
    await ha.callService("loadgen", "remove", { entity_id: id });
    const afterMs = Date.now();
    await until("the end of every series of it", SEEN_WITHIN_MS, async () =>
      (await store.query(`{entity_id="${id}"}`)).length === 0 ? true : undefined,
    );
    expect(await store.query(`{entity_id="${id}"}`, (beforeMs - 1) / 1000)).not.toEqual([]);
    expect(await store.query(`{entity_id="${id}"}`, (afterMs + 1_000) / 1000)).toEqual([]);
  });

  test("an entity that is renamed, and its successor begins there", async () => {
    const [before, after] = [sensor(indexes[3]), "sensor.renamed_by_test"];
    const beforeMs = Date.now();
    await ha.callService("loadgen", "rename", { entity_id: before, new_entity_id: after });
    await until("the new name in the store", SEEN_WITHIN_MS, async () => ((await valuesOf(after)).length > 0 ? true : undefined));
    await until("the end of the old name", SEEN_WITHIN_MS, async () =>
      (await store.query(`{entity_id="${before}"}`)).length === 0 ? true : undefined,
    );
    expect((await valuesOf(after))[0]?.value).toBe(100 + (indexes[3] ?? 0));
    await expectNeverTwice(`ha_entity_available{entity_id=~"${before}|${after}"}`, beforeMs - 500, Date.now());
  });

  test("an entity that moves to another area, under its old labels", async () => {
    const id = sensor(indexes[4]);
    const beforeMs = Date.now();
    await ha.callService("loadgen", "move", { entity_id: id, area_id: "basement" });
    const moved = await until("the new area in the store", SEEN_WITHIN_MS, async () =>
      (await store.query(valueOf(id))).find(({ labels }) => labels["area"] === "basement"),
    );
    expect(moved.labels).toMatchObject({ area: "basement", floor: "basement" });
    await expectNeverTwice(valueOf(id), beforeMs - 500, Date.now());
    expect(await store.query(valueOf(id))).toHaveLength(1);
  });

  test("a state of a light that is switched off: its since and its brightness", async () => {
    await ha.callService("light", "turn_on", { entity_id: "light.basement_ceiling", brightness: 128 });
    await until("the light on in the store", SEEN_WITHIN_MS, async () =>
      (await store.query('ha_on_since_seconds{entity_id="light.basement_ceiling"}')).length === 1 ? true : undefined,
    );
    await ha.turn("light.basement_ceiling", "off");
    await until("no since any more", SEEN_WITHIN_MS, async () =>
      (await store.query('{__name__=~"ha_on_since_seconds|ha_light_brightness_percent",entity_id="light.basement_ceiling"}')).length === 0
        ? true
        : undefined,
    );
  });
});

function sensor(index: number | undefined): string {
  return `sensor.load_${index}`;
}

function valueOf(entityId: string): string {
  return `{entity_id="${entityId}",__name__!~"ha_entity_.*|ha_on_since_seconds|ha_.*_total"}`;
}

async function valuesOf(entityId: string) {
  return await store.query(valueOf(entityId));
}

async function set(entityId: string, state: number): Promise<void> {
  await ha.callService("loadgen", "set", { entity_id: entityId, state });
}

function msOf(iso: string | undefined): number {
  return Date.parse((iso ?? "").replace(/(\.\d{3})\d*/, "$1"));
}

/** Up to the millisecond before, the series is there; at that millisecond it is not. */
async function expectEdge(selector: string, endedMs: number): Promise<void> {
  expect(await store.query(selector, (endedMs - 1) / 1000), "the series up to its end").not.toEqual([]);
  expect(await store.query(selector, endedMs / 1000), "nothing from its end on").toEqual([]);
}

/** At no millisecond does a sum count it twice. */
async function expectNeverTwice(selector: string, fromMs: number, toMs: number): Promise<void> {
  const counts = await store.queryRange(`count(${selector})`, { startSeconds: fromMs / 1000, endSeconds: toMs / 1000, stepSeconds: 0.001 });
  const values = counts.flatMap(({ samples }) => samples.map(({ value }) => value));
  expect(values.length).toBeGreaterThan(0);
  expect(Math.max(...values)).toBe(1);
}
