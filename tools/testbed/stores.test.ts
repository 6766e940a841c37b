import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAlertmanager } from "./alertmanager/start-alertmanager.ts";
import { startMimir, type Mimir } from "./mimir/start-mimir.ts";
import { fetchText } from "./process/http.ts";
import { until } from "./process/until.ts";
import { startPrometheus } from "./prometheus/start-prometheus.ts";
import type { Store } from "./prometheus/store.ts";
import { startVictoriaMetrics } from "./victoria-metrics/start-victoria-metrics.ts";
import { startVmalert } from "./victoria-metrics/start-vmalert.ts";

const WITHIN_MS = 120_000;
// A ruler that does not know its Alertmanager yet when the alert fires sends it again after a minute.
const ALERT_WITHIN_MS = 90_000;
const HOUR_MS = 3_600_000;

const STORES: readonly [string, () => Promise<Store>][] = [
  ["victoria-metrics", startVictoriaMetrics],
  ["prometheus", startPrometheus],
  ["mimir", startMimir],
];

describe.each(STORES)("%s", (name, start) => {
  let store: Store;
  let other: Store;
  const pids: (number | undefined)[] = [];

  beforeAll(async () => {
    [store, other] = await Promise.all([start(), start()]);
  }, WITHIN_MS);
  afterAll(async () => {
    pids.push(store.pid(), other.pid());
    await Promise.all([store[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  }, WITHIN_MS);

  test("takes OTLP and answers with value and time, and the one beside it knows nothing of it", async () => {
    const atMs = Date.now();
    await push(store, "test_now", 21.5, atMs);
    const [found] = await store.query("test_now", atMs / 1000);
    expect([found?.value, found?.labels["entity_id"], await other.query("test_now")]).toEqual([21.5, "light.cellar", []]);
  });

  test("takes a sample of yesterday behind one of now, and shows both with their times", async () => {
    const now = Date.now();
    for (const atMs of [now, now - 24 * HOUR_MS]) await push(store, "test_late", 1, atMs);
    const [series] = await store.samples("test_late", 25 * 3600, (now + 1) / 1000);
    expect(series?.samples.map(({ atMs }) => atMs)).toEqual([now - 24 * HOUR_MS, now]);
  });

  // VictoriaMetrics writes to disk every few seconds only, so it is stopped; the others keep a log and are killed.
  test("knows what it had before it ended", { timeout: WITHIN_MS }, async () => {
    const atMs = Date.now();
    await push(store, "test_kept", 7, atMs);
    if (name === "victoria-metrics") await store.stop();
    else await store.kill();
    await store.start();
    expect((await store.query("test_kept", atMs / 1000)).map(({ value }) => value)).toEqual([7]);
  });

  test("does not answer while it is frozen, and does afterwards", async () => {
    store.pause();
    // Its threads stop one by one, so the first question may still be answered.
    await until("it to be silent", ALERT_WITHIN_MS, async () => {
      const asked = fetchText(`${store.queryUrl}/api/v1/query?query=1`, { withinMs: 300 });
      const name = await asked.then(
        () => "answered",
        (error: unknown) => (error as Error).name,
      );
      return name === "TimeoutError";
    });
    store.resume();
    expect(await store.query("vector(1)")).toHaveLength(1);
  });
});

describe("alerts", () => {
  let folder: string;
  let ruleFile: string;
  const rules = { name: "house", interval: "1s", rules: [{ alert: "LightOn", expr: "test_light == 1" }] };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tiles-rules-"));
    ruleFile = join(folder, "rules.yml");
    await writeFile(ruleFile, JSON.stringify({ groups: [rules] }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("go from VictoriaMetrics through vmalert to Alertmanager", { timeout: WITHIN_MS }, async () => {
    await using alertmanager = await startAlertmanager();
    await using store = await startVictoriaMetrics();
    await using _vmalert = await startVmalert({ store, ruleFiles: [ruleFile], alertmanagerUrl: alertmanager.url });
    await push(store, "test_light", 1, Date.now());
    await until("the alert", ALERT_WITHIN_MS, async () => (await alertmanager.alerts()).some((alert) => alert.labels["alertname"] === "LightOn"));
  });

  test("go from Prometheus to Alertmanager", { timeout: WITHIN_MS }, async () => {
    await using alertmanager = await startAlertmanager();
    await using store = await startPrometheus({ ruleFiles: [ruleFile], alertmanagerUrl: alertmanager.url });
    await push(store, "test_light", 1, Date.now());
    await until("the alert", ALERT_WITHIN_MS, async () => (await alertmanager.alerts()).some((alert) => alert.labels["alertname"] === "LightOn"));
  });

  test("go from a tenant's rules in Mimir to Alertmanager", { timeout: WITHIN_MS }, async () => {
    await using alertmanager = await startAlertmanager();
    await using store = await startMimir({ tenant: "house", alertmanagerUrl: alertmanager.url });
    await store.putRuleGroup("tiles", JSON.stringify(rules));
    await push(store, "test_light", 1, Date.now());
    await until("the alert", ALERT_WITHIN_MS, async () => (await alertmanager.alerts()).some((alert) => alert.labels["alertname"] === "LightOn"));
  });
});

async function push(store: Store, metric: string, value: number, atMs: number): Promise<void> {
  const headers = { "content-type": "application/x-protobuf", ...(store as Partial<Mimir>).headers };
  await fetchText(`${store.otlpUrl}/v1/metrics`, { method: "POST", headers, body: oneGauge(metric, value, atMs) });
  await store.flush();
}

// ExportMetricsServiceRequest > ResourceMetrics > ScopeMetrics > Metric > Gauge > NumberDataPoint
function oneGauge(name: string, value: number, atMs: number): Uint8Array<ArrayBuffer> {
  const numbers = Buffer.alloc(18);
  numbers.writeUInt8(0x19, 0);
  numbers.writeBigUInt64LE(BigInt(atMs) * 1_000_000n, 1);
  numbers.writeUInt8(0x21, 9);
  numbers.writeDoubleLE(value, 10);
  const point = Buffer.concat([attribute(7, "entity_id", "light.cellar"), numbers]);
  const metric = Buffer.concat([text(1, name), field(5, field(1, point))]);
  const resource = attribute(1, "service.name", "test");
  return new Uint8Array(field(1, Buffer.concat([field(1, resource), field(2, field(2, metric))])));
}

function attribute(number: number, key: string, value: string): Buffer {
  return field(number, Buffer.concat([text(1, key), field(2, text(1, value))]));
}

function text(number: number, value: string): Buffer {
  return field(number, Buffer.from(value));
}

// All lengths here fit into two bytes of a varint.
function field(number: number, body: Buffer): Buffer {
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), body]);
}
