import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bed, type Side, startBed } from "./bed.ts";
import { type ExpectedSamples, expectedSamples, LOAD_VALUES, storedSamples } from "./expected-samples.ts";
import { storeNames } from "./four-stores.ts";
import { liveThroughOutage } from "./outage.ts";

/** A real house on real stores that are down for a minute, with bridges that are killed in it. */

const LOOK_BACK_SECONDS = 900;
/** Of an entity's value series in these minutes: one repeat a heartbeat, one sample at each sight of the house. */
const MOST_REPEATS = 8;

let bed: Bed;
let expected: ExpectedSamples;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  bed = stack.use(await startBed());
  await bed.ha.callService("loadgen", "add", { numbers: 14, binaries: 8, enums: 8 });
  const startedMs = Date.now();
  await liveThroughOutage(bed);
  const loads = bed.record.changes().filter(({ entityId, atMs }) => atMs >= startedMs && /\.load_\d+$/.test(entityId));
  expected = expectedSamples(loads);
  const { writeFile, readFile } = await import("node:fs/promises");
  await writeFile("/tmp/stores-debug.json", JSON.stringify({ startedMs, loads: bed.record.changes(), logs: bed.sides.map(({ name, bridge }) => [name, bridge.log]), dead: await readFile(join(bed.sides[3]?.bridge.folder ?? "", "state", "dead-letter.jsonl"), "utf8").catch(() => "") }));
  console.log(`${loads.length} changes, ${expected.size} series`);
});
afterAll(() => stack.disposeAsync());

describe.each(storeNames)("after an outage and kill -9, %s", (name) => {
  test("has every change with its own time and value", async () => {
    const stored = await storedOf(bed.side(name));
    const missing = [...expected].flatMap(([key, samples]) => {
      const there = new Map(stored.get(key)?.map(({ atMs, value }) => [atMs, value]));
      return [...samples].filter(([atMs, value]) => there.get(atMs) !== value).map(([atMs, value]) => `${key} ${value} @${atMs}, stored: ${there.get(atMs)}`);
    });
    expect(missing).toEqual([]);
    expect(expected.size).toBe(14 + 8 + 8 * 4);
  });

  test("has none of them twice", async () => {
    const stored = await storedOf(bed.side(name));
    for (const [key, samples] of expected) {
      const series = stored.get(key) ?? [];
      expect(new Set(series.map(({ atMs }) => atMs)).size, key).toBe(series.length);
      // What is no change is a repeat: few, and with the value that was there.
      const repeats = series.filter(({ atMs }) => !samples.has(atMs));
      expect(repeats.length, `repeats of ${key}`).toBeLessThanOrEqual(MOST_REPEATS);
      const firstMs = Math.min(...samples.keys());
      const invented = repeats.filter(({ atMs, value }) => atMs > firstMs && valueAt(samples, atMs) !== value);
      expect(invented, `repeats of ${key} with another value`).toEqual([]);
    }
  });

  test("refused nothing", async () => {
    const { bridge } = bed.side(name);
    expect(await sizeOf(join(bridge.folder, "state", "dead-letter.jsonl"))).toBe(0);
    expect(bridge.log.filter(({ msg }) => /only in part|dropped|dead-letter/.test(msg))).toEqual([]);
    expect((await bridge.readyz()).ready).toBe(true);
  });
});

async function storedOf({ store }: Side) {
  await store.flush();
  return storedSamples(await store.samples(LOAD_VALUES, LOOK_BACK_SECONDS));
}

function valueAt(samples: ReadonlyMap<number, number>, atMs: number): number | undefined {
  const before = [...samples.keys()].filter((changeMs) => changeMs < atMs);
  return samples.get(Math.max(...before));
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
