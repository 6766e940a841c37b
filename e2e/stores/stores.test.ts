import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../support/until.ts";
import { type Bed, startBed } from "./bed.ts";
import { type Edge, makeEdges } from "./edges.ts";
import { type ExpectedSamples, expectedSamples } from "./expected-samples.ts";
import { storeNames } from "./four-stores.ts";
import { liveThroughOutage } from "./outage.ts";
import { inventedIn, missingFrom, storedSamples } from "./stored-samples.ts";

/** A real house on real stores: what is in them after changes, ends, a minute's outage and kill -9. */

const SEEN_WITHIN_MS = 15_000;
const AROUND_MS = 300;
/** Of an entity's value series in these minutes: one repeat a heartbeat, one sample at each sight of the house. */
const MOST_REPEATS = 8;
const LIGHT = "light.basement_ceiling";

let bed: Bed;
/** The four sensors that end. */
let sensors: readonly string[];
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  bed = stack.use(await startBed());
  const { indexes } = (await bed.ha.callService("loadgen", "add", { numbers: 14, binaries: 8, enums: 8 }, true)) as { indexes: number[] };
  sensors = indexes.slice(0, 4).map((index) => `sensor.load_${index}`);
});
afterAll(() => stack.disposeAsync());

describe("values", () => {
  const wanted = [
    ['ha_temperature_celsius{entity_id="sensor.load_4"}', 17.25],
    ['ha_on{entity_id="binary_sensor.load_14"}', 0],
    ['ha_enum_state{entity_id="sensor.load_22",state="done"}', 1],
    ['ha_enum_state{entity_id="sensor.load_22",state="idle"}', 0],
    [`ha_light_brightness_percent{entity_id="${LIGHT}"}`, (128 / 255) * 100],
    [`ha_on{entity_id="${LIGHT}"}`, 1],
  ] as const;

  beforeAll(async () => {
    const { ha } = bed;
    await ha.callService("loadgen", "set", { entity_id: "sensor.load_4", state: 17.25 });
    await ha.callService("loadgen", "set", { entity_id: "binary_sensor.load_14", state: "off" });
    await ha.callService("loadgen", "set", { entity_id: "sensor.load_22", state: "done" });
    await ha.callService("light", "turn_on", { entity_id: LIGHT, brightness: 128 });
    await ha.untilState(LIGHT, ({ state, attributes }) => state === "on" && attributes["brightness"] === 128);
  });

  test.each(storeNames)("of numbers, switches, sets and attributes are in %s, with their own time", async (name) => {
    const { store } = bed.side(name);
    for (const [selector, value] of wanted) {
      const [, entityId = ""] = /entity_id="([^"]+)"/.exec(selector) ?? [];
      const atMs = bed.record.changes(entityId).at(-1)?.atMs;
      const there = await until(`${selector} in ${name}`, SEEN_WITHIN_MS, async () => {
        await store.flush();
        const [series] = await store.samples(selector, 60);
        return series?.samples.find((sample) => sample.atMs === atMs);
      });
      expect(there.value, selector).toBeCloseTo(value, 9);
    }
  });
});

describe("what ends", () => {
  let edges: readonly Edge[];
  beforeAll(async () => {
    edges = await makeEdges(bed, sensors);
  });

  test.each(storeNames)("is not there any more at that very millisecond in %s", async (name) => {
    const { store } = bed.side(name);
    for (const { what, ends, atMs } of edges) {
      await until(`the end of what is ${what} in ${name}`, SEEN_WITHIN_MS, async () => {
        await store.flush();
        return (await store.query(ends)).length === 0 || undefined;
      });
      expect(await store.query(ends, (atMs - 1) / 1000), `${what}, 1 ms before`).toHaveLength(1);
      expect(await store.query(ends, atMs / 1000), what).toEqual([]);
    }
  });

  test.each(storeNames)("and goes on under other labels is never counted twice in %s, nor missing", async (name) => {
    const { store } = bed.side(name);
    for (const { what, goesOn, atMs } of edges.filter((edge) => edge.goesOn !== undefined)) {
      const [counts] = await store.queryRange(`count(${goesOn})`, {
        startSeconds: (atMs - AROUND_MS) / 1000,
        endSeconds: (atMs + AROUND_MS) / 1000,
        stepSeconds: 0.001,
      });
      expect(
        counts?.samples.filter(({ value }) => value !== 1),
        what,
      ).toEqual([]);
      // VictoriaMetrics leaves out steps of a range after a series' first sample, so some are asked for one by one.
      for (const offsetMs of [-2, -1, 0, 1, 2]) {
        expect(await store.query(`count(${goesOn})`, (atMs + offsetMs) / 1000), `${what}, ${offsetMs} ms`).toMatchObject([{ value: 1 }]);
      }
    }
  });
});

describe("an outage of a minute with kill -9 in it", () => {
  let expected: ExpectedSamples;
  beforeAll(async () => {
    const startedMs = Date.now();
    await liveThroughOutage(bed);
    const changes = bed.record.changes().filter(({ entityId, atMs }) => atMs >= startedMs && /\.load_\d+(_renamed)?$/.test(entityId));
    expected = expectedSamples(changes);
    console.log(`${changes.length} changes on ${expected.size} series`);
  });

  test.each(storeNames)("leaves every change in %s with its own time and value", async (name) => {
    expect(missingFrom(await storedSamples(bed.side(name).store), expected)).toEqual([]);
    // Two of the sensors are gone; each set has four states.
    expect(expected.size).toBe(12 + 8 + 8 * 4);
  });

  test.each(storeNames)("leaves none of them twice in %s", async (name) => {
    expect(inventedIn(await storedSamples(bed.side(name).store), expected, MOST_REPEATS)).toEqual([]);
  });

  test.each(storeNames)("makes %s refuse nothing", async (name) => {
    const { bridge } = bed.side(name);
    expect(await sizeOf(join(bridge.folder, "state", "dead-letter.jsonl"))).toBe(0);
    expect(bridge.log.filter(({ msg }) => /only in part|dropped|dead-letter/.test(msg))).toEqual([]);
    expect((await bridge.readyz()).ready).toBe(true);
  });
});

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
