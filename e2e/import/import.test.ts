import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureComponent } from "../../tools/testbed/cache/ensure-component.ts";
import { HOUR_MS, meanOf, statisticsOf } from "../../tools/testbed/home-assistant/hourly-statistics.ts";
import type { Years } from "../../tools/testbed/home-assistant/house-with-years.ts";
import { startHouseWithYears } from "../../tools/testbed/home-assistant/start-house-with-years.ts";
import { prometheus } from "../../tools/testbed/prometheus/prometheus-component.ts";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";

/** Two years of statistics that a real Home Assistant has, brought into real stores: straight, and by way of blocks. */

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const run = promisify(execFile);

const stack = new AsyncDisposableStack();
let ha: Awaited<ReturnType<typeof startHouseWithYears>>;
let years: Years;

beforeAll(async () => {
  ha = stack.use(await startHouseWithYears());
  ({ years } = ha);
  // Made once and kept for later runs.
}, 900_000);
afterAll(() => stack.disposeAsync());

test("straight into VictoriaMetrics, killed on the way: every hour is there, and equal", async () => {
  const store = stack.use(await startVictoriaMetrics());
  await using bridge = await bridgeFor(store);
  const args = [main, "import", "--config", bridge.configFile, "--from", new Date(years.fromMs).toISOString()];
  const first = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let slices = 0;
  for await (const line of createInterface({ input: first.stderr })) {
    if (line.includes('"imported"')) slices += 1;
    if (slices === 7) break;
  }
  first.kill("SIGKILL");
  await once(first, "exit");
  const { stdout, stderr } = await run(process.execPath, args);
  expect(stderr).toContain("going on where the last import ended");
  expect(stdout).toMatch(/hours of statistics and \d+ rows of history/);
  await store.flush();
  await expectAllHours(store);
});

test("into Prometheus by way of blocks: every hour is there, and equal", async () => {
  const store = stack.use(await startPrometheus({ outOfOrderTimeWindow: "72h", retention: "10y" }));
  await using bridge = await bridgeFor(store);
  const out = await mkdtemp(join(tmpdir(), "tiles-import-"));
  stack.defer(() => rm(out, { recursive: true, force: true }));
  const args = [main, "import", "--config", bridge.configFile, "--from", new Date(years.fromMs).toISOString(), "--out", out];
  const { stdout } = await run(process.execPath, args);
  expect(stdout).toContain("promtool tsdb create-blocks-from openmetrics");
  expect(stdout).toContain("mimirtool backfill");
  // As it was printed.
  const promtool = join(await ensureComponent(prometheus), "bin", "promtool");
  const blocks = join(out, "blocks");
  for (const file of (await readdir(out)).filter((name) => name.endsWith(".om"))) {
    await run(promtool, ["tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h", join(out, file), blocks]);
  }
  await store.stop();
  for (const block of await readdir(blocks)) await rename(join(blocks, block), join(store.folder, "data", block));
  await store.start();
  await expectAllHours(store);
});

test("backfill brings the hours of what the recorder has forgotten, marked", async () => {
  await using store = await startVictoriaMetrics();
  await using bridge = await bridgeFor(store);
  const { toMs, hours, indexes } = years;
  const since = toMs - 24 * HOUR_MS;
  const range = ["--from", new Date(since).toISOString(), "--to", new Date(toMs).toISOString()];
  const { stdout } = await run(process.execPath, [main, "backfill", "--config", bridge.configFile, ...range]);
  expect(stdout).toContain(`and ${indexes.length * 24} hours of statistics of the time before ${new Date(toMs).toISOString()}, which the recorder`);
  await store.flush();
  for (const index of indexes) {
    const { entityId, family } = statisticsOf(index);
    const wanted = Array.from({ length: 24 }, (_, hour) => ({ atMs: since + (hour + 1) * HOUR_MS, value: meanOf(index, hours - 24 + hour) }));
    expect(await meansOf(store, entityId, family), entityId).toEqual(wanted);
  }
});

async function bridgeFor(store: Store): Promise<BridgeProcess> {
  const bridge = await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { endpoint: store.otlpUrl, backlogRate: 200_000 } });
  await bridge.stop();
  return bridge;
}

async function expectAllHours(store: Store): Promise<void> {
  const { fromMs, hours, indexes } = years;
  for (const index of indexes) {
    const { entityId, family } = statisticsOf(index);
    const samples = await meansOf(store, entityId, family);
    const wanted = Array.from({ length: hours }, (_, hour) => ({ atMs: fromMs + (hour + 1) * HOUR_MS, value: meanOf(index, hour) }));
    expect(samples.length, entityId).toBe(hours);
    expect(
      samples.filter(({ atMs, value }, at) => atMs !== wanted[at]?.atMs || value !== wanted[at].value),
      entityId,
    ).toEqual([]);
  }
  expect([indexes.length, hours]).toEqual([50, 2 * 365 * 24]);
  // The recorder's own rows are in the store as well, under the names of live series.
  const rows = await store.samples(`{entity_id="${statisticsOf(0).entityId}",statistic="",__name__=~"ha_temperature_celsius"}`, 86_400);
  expect(rows.flatMap(({ samples }) => samples).length).toBeGreaterThan(0);
}

/** Up to the end of the two years: Home Assistant goes on making statistics of its own. */
async function meansOf(store: Store, entityId: string, family: string): Promise<readonly { readonly atMs: number; readonly value: number }[]> {
  const nowMs = Date.now();
  const windowSeconds = Math.ceil((nowMs - years.fromMs) / 1_000);
  const found = await store.samples(`${family}{entity_id="${entityId}",statistic="mean"}`, windowSeconds, nowMs / 1_000);
  return found.flatMap(({ samples }) => samples.filter(({ atMs }) => atMs <= years.toMs));
}
