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
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { prometheus } from "../../tools/testbed/prometheus/prometheus-component.ts";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import { HOUR_MS, importStatistics, meanOf, statisticsOf } from "./hourly-statistics.ts";

/** Two years of statistics that a real Home Assistant has, brought into real stores: straight, and by way of blocks. */

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const ENTITIES = 50;
const HOURS = 2 * 365 * 24;
const run = promisify(execFile);

const stack = new AsyncDisposableStack();
const toMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 48 * HOUR_MS;
const fromMs = toMs - HOURS * HOUR_MS;
let ha: HomeAssistant;
let indexes: readonly number[];

beforeAll(async () => {
  ha = stack.use(await startHomeAssistant());
  ({ indexes } = (await ha.callService("loadgen", "add", { numbers: ENTITIES }, true)) as { indexes: readonly number[] });
  const startedAt = performance.now();
  await importStatistics(ha, indexes, { fromMs, hours: HOURS });
  const last = statisticsOf(indexes.at(-1) ?? 0).entityId;
  const query = { type: "recorder/statistics_during_period", statistic_ids: [last], period: "hour", types: ["mean"] };
  await until("Home Assistant to have taken its statistics", 400_000, async () => {
    const rows = await ha.ws<Record<string, unknown[]>>({
      ...query,
      start_time: new Date(toMs - HOUR_MS).toISOString(),
      end_time: new Date(toMs).toISOString(),
    });
    return rows[last]?.length === 1 ? true : undefined;
  });
  console.log(`Home Assistant took ${ENTITIES * HOURS} hours of statistics in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}, 500_000);
afterAll(() => stack.disposeAsync());

test("straight into VictoriaMetrics, killed on the way: every hour is there, and equal", async () => {
  const store = stack.use(await startVictoriaMetrics());
  await using bridge = await bridgeFor(store);
  const args = [main, "import", "--config", bridge.configFile, "--from", new Date(fromMs).toISOString()];
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
  const args = [main, "import", "--config", bridge.configFile, "--from", new Date(fromMs).toISOString(), "--out", out];
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

async function bridgeFor(store: Store): Promise<BridgeProcess> {
  const bridge = await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { endpoint: store.otlpUrl, backlogRate: 200_000 } });
  await bridge.stop();
  return bridge;
}

async function expectAllHours(store: Store): Promise<void> {
  let compared = 0;
  for (const index of indexes) {
    const { entityId, family } = statisticsOf(index);
    const found = await store.samples(`${family}{entity_id="${entityId}",statistic="mean"}`, (HOURS + 100) * 3_600, Date.now() / 1000);
    const samples = found.flatMap((series) => series.samples);
    const wanted = Array.from({ length: HOURS }, (_, hour) => ({ atMs: fromMs + (hour + 1) * HOUR_MS, value: meanOf(index, hour) }));
    expect(samples.length, entityId).toBe(HOURS);
    expect(
      samples.filter(({ atMs, value }, at) => atMs !== wanted[at]?.atMs || value !== wanted[at].value),
      entityId,
    ).toEqual([]);
    compared += samples.length;
  }
  expect(compared).toBe(ENTITIES * HOURS);
  // The recorder's own rows are in the store as well, under the names of live series.
  const rows = await store.samples(`{entity_id="${statisticsOf(0).entityId}",statistic="",__name__=~"ha_temperature_celsius"}`, 86_400);
  expect(rows.flatMap(({ samples }) => samples).length).toBeGreaterThan(0);
}
