import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type Prometheus, startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import { compareEntity, emptyComparison } from "../../tools/audit/compare.ts";
import { recorderRows } from "../../tools/audit/recorder-rows.ts";
import { seriesName, VALUE_FAMILIES, valuesOf } from "../../tools/audit/values-of.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";

/** What happened while the bridge or the connection was away: a real Home Assistant with its recorder, a real Prometheus. */

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const REFILLED_WITHIN_MS = 60_000;
const NUMBER = "sensor.load_0";
const GONE = "sensor.load_1";
const LIGHT = "light.basement_ceiling";

let ha: HomeAssistant;
let store: Prometheus;
let bridge: BridgeProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  ha = stack.use(await startHomeAssistant());
  store = stack.use(await startPrometheus({ outOfOrderTimeWindow: "72h" }));
  await ha.callService("loadgen", "add", { numbers: 2 });
  bridge = stack.use(await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { endpoint: store.otlpUrl } }));
  await bridge.untilReady();
  await set(NUMBER, 1);
  await until("the first value in the store", 10_000, async () => ((await latest(NUMBER)) === 1 ? true : undefined));
});
afterAll(() => stack.disposeAsync());

describe("after the bridge was killed", () => {
  test("every change of the gap is in the store, at its time", async () => {
    const changes: (readonly [atMs: number, value: number])[] = [];
    await bridge.kill();
    for (let value = 10; value < 20; value += 1) {
      await set(NUMBER, value);
      changes.push([await updatedMs(NUMBER), value]);
    }
    const onMs = msOf((await ha.turn(LIGHT, "on")).last_updated);
    const offMs = msOf((await ha.turn(LIGHT, "off")).last_updated);
    await set(GONE, 5);
    await ha.callService("loadgen", "remove", { entity_id: GONE });
    await bridge.start();
    await untilRefilled(1);

    expect(await samplesSince(valueOf(NUMBER), changes)).toEqual(changes);
    const light = await store.samples(`ha_on{entity_id="${LIGHT}"}`, 120);
    const values = light.flatMap(({ samples }) => samples.map(({ atMs, value }) => [atMs, value] as const));
    expect(values).toContainEqual([onMs, 1]);
    expect(values).toContainEqual([offMs, 0]);
    expect(await store.query(`ha_on_since_seconds{entity_id="${LIGHT}"}`, onMs / 1000)).toMatchObject([{ value: expect.closeTo(onMs / 1000, 2) }]);
    expect(await store.query(`ha_on_since_seconds{entity_id="${LIGHT}"}`, offMs / 1000)).toEqual([]);
    const gone = (await store.samples(valueOf(GONE), 120)).flatMap(({ samples }) => samples.map(({ value }) => value));
    expect(gone, "the entity that was removed while nobody looked").toContain(5);
    expect(await latest(GONE)).toBeUndefined();
  });
});

describe("after Home Assistant was restarted while the bridge was off", () => {
  test("the series ends at the stop and begins again after the start", async () => {
    await set(NUMBER, 30);
    await until("30 in the store", 10_000, async () => ((await latest(NUMBER)) === 30 ? true : undefined));
    await bridge.kill();
    await set(NUMBER, 31);
    const before = await updatedMs(NUMBER);
    await ha.stop();
    const stoppedMs = Date.now();
    await ha.start();
    const startedMs = Date.now();
    await bridge.start();
    await untilRefilled(2);

    const values = (await store.samples(valueOf(NUMBER), 180)).flatMap(({ samples }) => samples);
    expect(values.find(({ value, atMs }) => value === 31 && atMs === before)).toBeDefined();
    expect(values.filter(({ atMs }) => atMs > stoppedMs && atMs < startedMs - 20_000)).toEqual([]);
    expect(await store.query(valueOf(NUMBER), (stoppedMs + 200) / 1000), "nothing is drawn across the time it was down").toEqual([]);
  });
});

describe("on an empty state directory", () => {
  test("backfill fetches the range that is asked for, while run is serving", async () => {
    const fromMs = Date.now();
    await bridge.stop();
    const changes: (readonly [atMs: number, value: number])[] = [];
    for (let value = 50; value < 60; value += 1) {
      await set(NUMBER, value);
      changes.push([await updatedMs(NUMBER), value]);
    }
    await rm(join(bridge.folder, "state"), { recursive: true });
    await bridge.start();
    await until("the last value in the store", 10_000, async () => ((await latest(NUMBER)) === 59 ? true : undefined));
    // The recorder writes every five seconds.
    await until("the recorder", 20_000, async () => ((await recordedSince(fromMs)) >= 10 ? true : undefined));

    const { stdout } = await promisify(execFile)(process.execPath, [
      main,
      "backfill",
      "--config",
      bridge.configFile,
      "--from",
      new Date(fromMs).toISOString(),
    ]);
    expect(stdout).toMatch(/rows of \d+ entities between .* are in the store/);
    expect(await samplesSince(valueOf(NUMBER), changes)).toEqual(changes);
  });

  test("a range that cannot be read is explained", async () => {
    const failed = await promisify(execFile)(process.execPath, [main, "backfill", "--config", bridge.configFile, "--from", "yesterday"]).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining("--from yesterday is no time") });
  });
});

describe("killed while it refills", () => {
  const ENTITIES = 400;
  const CHANGES = 16_000;

  test("it goes on where it was, and Home Assistant's database finds every row in the store", async () => {
    await ha.callService("loadgen", "add", { numbers: ENTITIES });
    const last = `sensor.load_${ENTITIES}`;
    await until("the new entities in the store", 30_000, async () => ((await latest(last)) === undefined ? undefined : true));
    await bridge.kill();
    const fromMs = Date.now();
    await ha.callService("loadgen", "burst", { changes: CHANGES });
    const toMs = Date.now();
    const [begun, done] = [timesLogged("refilling what was missed from Home Assistant's recorder"), timesLogged("what was missed is refilled")];
    await bridge.start();

    const all = (await bridge.logged("refilling what was missed from Home Assistant's recorder", REFILLED_WITHIN_MS, begun + 1))["entities"];
    expect(all).toBeGreaterThanOrEqual(ENTITIES);
    const fewerThan = (before: number) =>
      until("a part of it to be refilled", REFILLED_WITHIN_MS, async () => {
        const pending = Number(/^ha_bridge_refill_pending(?:\{[^}]*\})? (\d+)$/m.exec(await bridge.metrics())?.[1]);
        return pending < before ? pending : undefined;
      });
    // A part is on disk before the next one is begun, so what the first one left is all that may have to be done.
    const afterFirst = await fewerThan(Number(all));
    const left = await fewerThan(afterFirst);
    const { dependencies } = await bridge.readyz();
    await bridge.kill();
    expect(left, "it was not done yet").toBeGreaterThan(0);
    expect(dependencies["refill"]?.progress).toMatch(/^\d+ of \d+ gaps of entities are refilled from the recorder$/);

    await bridge.start();
    const second = await bridge.logged("what was missed is refilled", REFILLED_WITHIN_MS, done + 1);
    expect(second["entities"], "what was refilled before is not refilled again").toBeLessThanOrEqual(afterFirst);
    await until("an empty spool", 20_000, async () => (/^ha_bridge_spool_frames\{[^}]*\} 0$/m.test(await bridge.metrics()) ? true : undefined));
    await bridge.stop();
    await ha.stop();

    const comparison = emptyComparison();
    for (const [entityId, rows] of recorderRows(ha.dbFile, fromMs - 600_000)) {
      if (!/^sensor\.load_\d+$/.test(entityId)) continue;
      const selector = `{entity_id="${entityId}",__name__=~"${VALUE_FAMILIES.join("|")}"}`;
      const stored = new Map((await store.samples(selector, 600)).map(({ labels, samples }) => [seriesName(labels), samples]));
      compareEntity(comparison, rows, stored, valuesOf, { fromMs, toMs });
    }
    expect(comparison.differences).toEqual([]);
    expect(comparison.rows).toBeGreaterThanOrEqual(CHANGES);
  });
});

function timesLogged(message: string): number {
  return bridge.log.filter(({ msg }) => msg === message).length;
}

async function recordedSince(fromMs: number): Promise<number> {
  const answer = await fetch(`${ha.url}/api/history/period/${new Date(fromMs).toISOString()}?filter_entity_id=${NUMBER}`, {
    headers: { authorization: `Bearer ${ha.token}` },
  });
  const [rows = []] = (await answer.json()) as unknown[][];
  return rows.length;
}

async function untilRefilled(times: number): Promise<void> {
  await bridge.logged("what was missed is refilled", REFILLED_WITHIN_MS, times);
  await until("an empty spool", 20_000, async () => (/^ha_bridge_spool_frames\{[^}]*\} 0$/m.test(await bridge.metrics()) ? true : undefined));
}

async function samplesSince(selector: string, changes: readonly (readonly [number, number])[]) {
  const first = changes[0]?.[0] ?? 0;
  const times = new Set(changes.map(([atMs]) => atMs));
  const all = (await store.samples(selector, 120)).flatMap(({ samples }) => samples);
  // What is no change must be a repeat of the value in force.
  for (const { atMs, value } of all) {
    if (atMs < first) continue;
    expect(value, `the value at ${atMs}`).toBe(changes.findLast(([changedMs]) => changedMs <= atMs)?.[1]);
  }
  return all.filter(({ atMs }) => times.has(atMs)).map(({ atMs, value }) => [atMs, value] as const);
}

async function latest(entityId: string): Promise<number | undefined> {
  return (await store.query(valueOf(entityId)))[0]?.value;
}

function valueOf(entityId: string): string {
  return `{entity_id="${entityId}",__name__!~"ha_entity_.*|ha_on_since_seconds|ha_.*_total"}`;
}

async function updatedMs(entityId: string): Promise<number> {
  return msOf((await ha.state(entityId))?.last_updated);
}

function msOf(time = ""): number {
  return Date.parse(time.replace(/(\.\d{3})\d*/, "$1"));
}

async function set(entityId: string, state: number): Promise<void> {
  await ha.callService("loadgen", "set", { entity_id: entityId, state });
}
