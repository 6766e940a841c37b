import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
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
import { mimir } from "../../tools/testbed/mimir/mimir-component.ts";
import { startMimir } from "../../tools/testbed/mimir/start-mimir.ts";
import { prometheus } from "../../tools/testbed/prometheus/prometheus-component.ts";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { startGateway } from "../support/gateway.ts";
import { until } from "../support/until.ts";

/** Two years of statistics that a real Home Assistant has, brought into real stores: straight, and by way of blocks. */

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const run = promisify(execFile);
const SYNCED_WITHIN_MS = 60_000;
// promtool makes 730 blocks, with both cores; the other stories want them too.
const BLOCKS_WITHIN_MS = 480_000;
// By default half an hour, and 12 h for what is newer than that.
const SHOWS_BLOCKS_AT_ONCE = [
  "-compactor.cleanup-interval=2s",
  "-blocks-storage.bucket-store.sync-interval=2s",
  "-blocks-storage.bucket-store.ignore-blocks-within=0s",
  "-querier.query-store-after=0s",
];

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

test(
  "into Mimir and Prometheus by way of blocks, by the printed commands: every hour is there, and equal",
  { timeout: BLOCKS_WITHIN_MS },
  async () => {
    const [mimirStore, prometheusStore] = await Promise.all([
      startMimir({ tenant: "house", args: SHOWS_BLOCKS_AT_ONCE }),
      startPrometheus({ outOfOrderTimeWindow: "72h", retention: "10y" }),
    ]);
    stack.use(mimirStore);
    stack.use(prometheusStore);
    // As in most houses: nobody comes to Mimir without a login.
    await using gateway = await startGateway(mimirStore.url);
    const authorization = `Basic ${Buffer.from("house:s3cret").toString("base64")}`;
    gateway.always({ kind: "login", authorization });
    const out = await mkdtemp(join(tmpdir(), "tiles-import of a house-"));
    stack.defer(() => rm(out, { recursive: true, force: true }));
    const login = join(out, "login");
    await writeFile(login, authorization);
    const headers = { "X-Scope-OrgID": "house", "X-Floor": "cellar and attic" };
    const metrics = { endpoint: `${gateway.endpoint}/otlp`, headers, headerFiles: { Authorization: login } };
    await using bridge = await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics });
    await bridge.stop();
    const args = [main, "import", "--config", bridge.configFile, "--from", new Date(years.fromMs).toISOString(), "--out", out];
    const { stdout } = await run(process.execPath, args);
    const [makeBlocks = "", upload = "", move = "", ...more] = commandsIn(stdout);
    expect(more).toEqual([]);
    expect(stdout).not.toContain(authorization);

    await shell(makeBlocks);
    const blocks = await readdir(join(out, "blocks"));
    expect(await shell(upload)).toContain("failed=0");
    expect(await shell(upload), "called again").toContain(`succeeded=0 already_exists=${blocks.length} failed=0`);
    await until("all blocks in the store-gateway", SYNCED_WITHIN_MS, async () => {
      const [, loaded] = /^cortex_bucket_store_blocks_loaded\{.*\} (\d+)$/m.exec(await mimirStore.metrics()) ?? [];
      return Number(loaded) === blocks.length ? true : undefined;
    });
    await expectAllHours(mimirStore);

    await prometheusStore.stop();
    await shell(move.replace("PROMETHEUS_DATA", join(prometheusStore.folder, "data")));
    await prometheusStore.start();
    await expectAllHours(prometheusStore);
  },
);

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

/** Commands are printed as paragraphs of their own, indented, ready for a shell. */
function commandsIn(text: string): readonly string[] {
  return text.split("\n\n").filter((paragraph) => /^ {2}\S/.test(paragraph));
}

/** With the tools on its path; returns what it wrote. */
async function shell(command: string): Promise<string> {
  const tools = await Promise.all([prometheus, mimir].map(async (component) => join(await ensureComponent(component), "bin")));
  const env = { PATH: [...tools, process.env["PATH"]].join(":") };
  const { stdout, stderr } = await run("sh", ["-c", command], { env, maxBuffer: 2 ** 26 });
  return stdout + stderr;
}

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
  const rows = await samplesOf(store, `{entity_id="${statisticsOf(0).entityId}",statistic="",__name__=~"ha_temperature_celsius"}`, 86_400);
  expect(rows.flatMap(({ samples }) => samples).length).toBeGreaterThan(0);
}

/** Up to the end of the two years: Home Assistant goes on making statistics of its own. */
async function meansOf(store: Store, entityId: string, family: string): Promise<readonly { readonly atMs: number; readonly value: number }[]> {
  const nowMs = Date.now();
  const windowSeconds = Math.ceil((nowMs - years.fromMs) / 1_000);
  const found = await samplesOf(store, `${family}{entity_id="${entityId}",statistic="mean"}`, windowSeconds, nowMs / 1_000);
  return found.flatMap(({ samples }) => samples.filter(({ atMs }) => atMs <= years.toMs));
}

/** Mimir fails for a moment when its store-gateway has not, or not in time, answered for a block. */
function samplesOf(store: Store, selector: string, ...range: readonly [windowSeconds: number, atSeconds?: number]): ReturnType<Store["samples"]> {
  return until(`an answer for ${selector}`, SYNCED_WITHIN_MS, () =>
    store.samples(selector, ...range).catch((error: unknown) => {
      if (String(error).includes("err-mimir-store-consistency-check-failed")) return undefined;
      throw error;
    }),
  );
}
