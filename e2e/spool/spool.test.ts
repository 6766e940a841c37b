import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { type OtlpReceiver, startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillSpool } from "../../tools/bench/bridge/fill-spool.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import { canHaveOwnDisk, onReadOnlyDisk, onSmallDisk, remount } from "./own-disk.ts";

/** The spool of a running bridge, when things go badly for it. */

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const WRITE_FAILED = "the spool cannot be written; samples are kept in memory. Free space or make the disk writable";
// Longer than a claim on a state directory lasts without a sign of life.
const READ_ONLY_MS = 28_000;
const stack = new AsyncDisposableStack();
let ha: Awaited<ReturnType<typeof startHomeAssistantDouble>>;

beforeAll(async () => {
  ha = stack.use(await startHomeAssistantDouble({ entities: 200 }));
});
afterAll(() => stack.disposeAsync());

test("a second bridge on the same state directory refuses, and names the first", async () => {
  await using store = await startOtlpReceiver();
  await using first = await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { endpoint: store.endpoint } });
  await first.untilReady();
  const second = spawn(process.execPath, [main, "run", "--config", first.configFile], { stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  second.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(second, "close")) as [number];
  expect(code).toBe(1);
  expect(output).toContain("KIT_STATE_LOCKED");
  expect(output).toContain(String(first.pid));
  expect((await first.readyz()).ready).toBe(true);
});

test("a million samples that wait are all delivered, each second in its order, in little memory", async () => {
  const backlog = { seconds: 1_000, samplesPerSecond: 1_000 };
  await using store = await startOtlpReceiver();
  const startedAt = performance.now();
  await using bridge = await startBridge({
    homeAssistant: { url: ha.url, token: ha.token },
    metrics: { endpoint: store.endpoint, backlogRate: 200_000 },
    prepare: async (stateDir) => void (await fillSpool(stateDir, backlog)),
  });
  const upAfterMs = performance.now() - startedAt;
  let peakMiB = 0;
  // Samples of a series count when they are newer than the one before; a request may come twice.
  const delivered = () => {
    const lastMs = new Map<unknown, number>();
    let inOrder = 0;
    for (const { attributes, timeMs } of store.points) {
      const id = attributes["entity_id"];
      if (typeof id !== "string" || !id.startsWith("sensor.backlog_") || timeMs <= (lastMs.get(id) ?? 0)) continue;
      lastMs.set(id, timeMs);
      inOrder += 1;
    }
    return inOrder;
  };
  await until("a million samples", 180_000, async () => {
    peakMiB = Math.max(peakMiB, await memoryOf(bridge));
    return (await framesOf(bridge)) === 0 && store.points.length >= 1_000_000 ? true : undefined;
  });
  console.log(
    `up after ${Math.round(upAfterMs)} ms (with the filling), delivered after ${Math.round(performance.now() - startedAt)} ms, at most ${peakMiB} MiB`,
  );
  expect(delivered()).toBe(1_000_000);
  expect(store.refused).toEqual([]);
}, 240_000);

test.skipIf(!canHaveOwnDisk())("on a read-only disk it does not start, and says why", async () => {
  const started = startBridge({
    homeAssistant: { url: ha.url, token: ha.token },
    metrics: { endpoint: "http://127.0.0.1:9" },
    within: onReadOnlyDisk(),
  });
  await expect(started).rejects.toThrow(/ended with 1: .*KIT_STATE_DIRECTORY.*EROFS/);
});

test.skipIf(!canHaveOwnDisk())(
  "a full disk: samples wait in memory, it is said once, and nothing is lost when there is room again",
  async () => {
    await using store = await startOtlpReceiver();
    await using bridge = await startOnSmallDisk(store);
    await bridge.logged("the house was read");
    const first = ha.states.keys().next().value ?? "";
    ha.startRate(2_000);
    await bridge.logged(WRITE_FAILED, 60_000);
    expect((await bridge.readyz()).dependencies["stateDir"]).toMatchObject({ ok: false, why: expect.stringContaining("ENOSPC") });
    const writtenFrames = await framesOf(bridge);
    await until("some more that waits in memory", 30_000, async () => ((await framesOf(bridge)) > writtenFrames + 3 ? true : undefined));
    ha.stopRate();
    ha.set(first, "12345");
    await store.acceptConnections();
    await bridge.logged("the spool can be written again", 60_000);
    await until("everything that waited", 60_000, async () => ((await framesOf(bridge)) === 0 ? true : undefined));
    expect(bridge.log.filter(({ msg }) => msg === WRITE_FAILED)).toHaveLength(1);
    expect(bridge.log.filter(({ msg }) => msg === "samples were dropped from the spool")).toEqual([]);
    const text = await bridge.metrics();
    expect(text).not.toMatch(/result="dropped"/);
    await bridge.untilReady();
  },
  180_000,
);

test.skipIf(!canHaveOwnDisk())(
  "a disk that becomes read-only: what happens now reaches the store from memory, and all is written when it can be again",
  async () => {
    await using store = await startOtlpReceiver();
    await using bridge = await startOnSmallDisk(store, { heartbeat: "4m" });
    const stateDir = join(bridge.folder, "state");
    await bridge.logged("the house was read");
    // A disk on which a file is open for writing cannot be made read-only by hand; while it is full, there is none.
    ha.startRate(2_000);
    await bridge.logged(WRITE_FAILED, 60_000);
    ha.stopRate();
    await until("the disk to be read-only", 30_000, () =>
      remount(bridge.pid, stateDir, "ro").then(
        () => true as const,
        () => undefined,
      ),
    );
    await bridge.logged(WRITE_FAILED, 60_000, 2);
    expect((await bridge.readyz()).dependencies["stateDir"]).toMatchObject({ ok: false, why: expect.stringContaining("EROFS") });

    await store.acceptConnections();
    const sinceMs = performance.now();
    for (let celsius = 1_001; performance.now() - sinceMs < READ_ONLY_MS; celsius += 1) {
      ha.set("sensor.temperature_0", String(celsius));
      await until(`${celsius} °C, while the disk is read-only`, 20_000, () => hasArrived(store, celsius));
    }
    await until("everything that waited", 60_000, async () => ((await framesOf(bridge)) === 0 ? true : undefined));
    expect(bridge.log.filter(({ msg }) => msg === "the spool can be written again")).toEqual([]);

    await remount(bridge.pid, stateDir, { bytes: 16_000_000 });
    await bridge.logged("the spool can be written again", 60_000);
    await bridge.untilReady();
    ha.set("sensor.temperature_0", "2000");
    await until("a value after that", 20_000, () => hasArrived(store, 2_000));
    expect(bridge.log.filter(({ msg }) => msg === "samples were dropped from the spool")).toEqual([]);
    expect(await bridge.metrics()).not.toMatch(/result="dropped"/);
    expect(await bridge.stop()).toBe(0);
  },
  180_000,
);

/** With a store that refuses connections, so that the disk fills. */
async function startOnSmallDisk(store: OtlpReceiver, metrics: Readonly<Record<string, unknown>> = {}): Promise<BridgeProcess> {
  await store.refuseConnections();
  return await startBridge({
    homeAssistant: { url: ha.url, token: ha.token },
    metrics: { endpoint: store.endpoint, spool: { maxBytes: "64MiB" }, ...metrics },
    within: onSmallDisk(1_200_000),
  });
}

function hasArrived({ points }: OtlpReceiver, celsius: number): true | undefined {
  return points.some(({ name, value }) => name === "ha_temperature_celsius" && value === celsius) ? true : undefined;
}

async function framesOf(bridge: BridgeProcess): Promise<number> {
  return Number(/^ha_bridge_spool_frames\{[^}]*\} (\d+)$/m.exec(await bridge.metrics())?.[1]);
}

async function memoryOf({ pid }: BridgeProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
