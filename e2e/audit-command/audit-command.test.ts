import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { gaugeRequest } from "@tiles/testkit/otlp-receiver/gauge-request";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { startStores, type StoreName, type StoreUnderTest } from "../stores/four-stores.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";

/** `audit`, as the owner of a house runs it: a real Home Assistant, and each real store. */

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const NUMBER = "sensor.load_0";
const audited: readonly StoreName[] = ["Mimir", "VictoriaMetrics", "Prometheus"];
/** The command leaves the newest samples alone. */
const TOO_YOUNG_MS = 40_000;
/** Between the last good sample and the first bad one: three audits fit into it. */
const GOOD_FOR_MS = 14_000;

interface Side extends StoreUnderTest {
  readonly bridge: BridgeProcess;
}

const stack = new AsyncDisposableStack();
const sides = new Map<StoreName, Side>();
let ha: HomeAssistant;
let startedMs = 0;
let goodUntilMs = 0;
let spoiltAtMs = 0;

beforeAll(async () => {
  const stores = stack.use(await startStores());
  ha = stack.use(await startHomeAssistant());
  await ha.callService("loadgen", "add", { numbers: 4, binaries: 2, enums: 2 });
  for (const side of stores.all.filter(({ name }) => audited.includes(name))) {
    const query = { url: side.store.queryUrl };
    const bridge = stack.use(await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { ...side.metrics, query } }));
    await bridge.untilReady();
    await bridge.logged("the house was read");
    sides.set(side.name, { ...side, bridge });
  }
  startedMs = Date.now();
  // The command takes a moment to start, and counts from then.
  await sleep(2_000);
  for (let burst = 0; burst < 10; burst += 1) await ha.callService("loadgen", "burst", { changes: 40 });
  goodUntilMs = Date.now();
  await sleep(GOOD_FOR_MS);
  // From here on two of the stores are not what the recorder says.
  await side("Prometheus").bridge.kill();
  await ha.callService("loadgen", "burst", { changes: 40 });
  await inject(side("VictoriaMetrics"));
  spoiltAtMs = Date.now();
});
afterAll(() => stack.disposeAsync());

describe.each(audited)("%s", (name) => {
  test("a store that has everything is said to have everything", async () => {
    await until("the changes to be old enough", TOO_YOUNG_MS + 10_000, () => (Date.now() - goodUntilMs > TOO_YOUNG_MS + 1_000 ? true : undefined));
    const { code, output } = await audit(side(name));
    expect(output).toMatch(/missing: {2}0\nextra: {4}0/);
    expect(Number(/recorder: (\d+) samples wanted/.exec(output)?.[1])).toBeGreaterThan(400);
    expect(code).toBe(0);
  });
});

describe("a store that lacks samples, or has others", () => {
  test("what is missing is named, with how to fill it", async () => {
    await untilOld();
    const { code, output } = await audit(side("Prometheus"));
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`missing ${NUMBER} ha_temperature_celsius at \\S+: wanted \\S+, found nothing`));
    expect(output).toMatch(/extra: {4}0/);
    expect(output).toContain("ha-bridge backfill --from");
  });

  test("what the recorder does not explain is named", async () => {
    await untilOld();
    const { code, output } = await audit(side("VictoriaMetrics"));
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`extra ${NUMBER} ha_temperature_celsius at \\S+: found -99, in force was \\d`));
    expect(output).toMatch(/missing: {2}0\n/);
  });
});

test("without an address to ask it says what to set", async () => {
  const { bridge } = side("Mimir");
  const config = parse(await readFile(bridge.configFile, "utf8")) as { metrics: Record<string, unknown> };
  delete config.metrics["query"];
  const file = `${bridge.configFile}.no-query.yaml`;
  await writeFile(file, stringify(config));
  const { code, errors } = await run(["audit", "--config", file, "--last", "1m"]);
  expect(code).toBe(1);
  expect(errors).toContain("BRIDGE_NO_QUERY");
});

test("a store that does not answer queries is named", async () => {
  const { bridge } = side("Mimir");
  const config = parse(await readFile(bridge.configFile, "utf8")) as { metrics: Record<string, unknown> };
  config.metrics["query"] = { url: `${ha.url}/prometheus` };
  const file = `${bridge.configFile}.wrong-query.yaml`;
  await writeFile(file, stringify(config));
  const { code, errors } = await run(["audit", "--config", file, "--last", "1m"]);
  expect(code).toBe(1);
  expect(errors).toContain("BRIDGE_QUERY");
});

function side(name: StoreName): Side {
  const found = sides.get(name);
  if (found === undefined) throw new Error(`no store ${name}`);
  return found;
}

async function untilOld(): Promise<void> {
  await until("the spoilt samples to be old enough", TOO_YOUNG_MS + 10_000, () =>
    Date.now() - spoiltAtMs > TOO_YOUNG_MS + 1_000 ? true : undefined,
  );
}

/** From when the bridges had read the house up to what is old enough now. */
async function audit({ bridge, store }: Side): Promise<{ code: number; output: string }> {
  await store.flush();
  const last = `${Date.now() - TOO_YOUNG_MS - startedMs}ms`;
  const { code, output, errors } = await run(["audit", "--config", bridge.configFile, "--last", last]);
  return { code, output: output === "" ? errors : output };
}

function run(args: readonly string[]): Promise<{ code: number; output: string; errors: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), output, errors });
    });
  });
}

/** A sample that Home Assistant never had, on a series of the bridge. */
async function inject({ store, metrics }: Side): Promise<void> {
  const [series] = await until("a series to spoil", 10_000, async () => {
    await store.flush();
    const found = await store.samples(`ha_temperature_celsius{entity_id="${NUMBER}"}`, 60);
    return found.length > 0 ? found : undefined;
  });
  const { __name__: name = "", ...attributes } = series?.labels ?? {};
  const body = gzipSync(gaugeRequest([{ name, timeMs: Date.now(), value: -99, attributes }]));
  const answer = await fetch(`${metrics.endpoint}/v1/metrics`, {
    method: "POST",
    body,
    headers: { "content-type": "application/x-protobuf", "content-encoding": "gzip", ...metrics.headers },
  });
  expect(answer.ok).toBe(true);
}
