import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
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
/** The command leaves the newest samples alone: those that it is asked for have to be older. */
const OLD_MS = 41_000;

const ROUNDS = 50;

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Side extends StoreUnderTest {
  readonly bridge: BridgeProcess;
}

const stack = new AsyncDisposableStack();
const sides = new Map<StoreName, Side>();
let ha: HomeAssistant;
/** What each bridge has sent, and what two stores lack or have beside. */
let good: Range;
let spoilt: Range;

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
  const startedMs = Date.now();
  for (let round = 0; round < ROUNDS / 2; round += 1) await changeEachOnce();
  await oneThatEndsAndOneOfManyDigits();
  for (let round = 0; round < ROUNDS / 2; round += 1) await changeEachOnce();
  await severalInOneMillisecondWhileNobodyLooks();
  good = { fromMs: startedMs, toMs: Date.now() };
  for (const one of sides.values()) await untilStored(one, await lastChangeMs());
  // From here on two of the stores are not what the recorder says.
  await side("Prometheus").bridge.kill();
  await ha.callService("loadgen", "burst", { changes: 40 });
  await untilStored(side("VictoriaMetrics"), await lastChangeMs());
  await inject(side("VictoriaMetrics"));
  spoilt = { fromMs: startedMs, toMs: Date.now() };
  await until("all of it to be old enough", OLD_MS + 10_000, () => (Date.now() - spoilt.toMs > OLD_MS ? true : undefined));
});
afterAll(() => stack.disposeAsync());

describe.each(audited)("%s", (name) => {
  test("a store that has everything is said to have everything", async () => {
    const { code, output } = await audit(side(name), good);
    expect(output).toMatch(/missing: {2}0\nextra: {4}0/);
    // Four numbers, two that are on or off, two sets of four states.
    expect(Number(/recorder: (\d+) samples wanted/.exec(output)?.[1])).toBeGreaterThanOrEqual(ROUNDS * (4 + 2 + 2 * 4));
    expect(code).toBe(0);
  });
});

describe("a store that lacks samples, or has others", () => {
  test("what is missing is named, with how to fill it", async () => {
    const { code, output } = await audit(side("Prometheus"), spoilt);
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`missing ${NUMBER} ha_temperature_celsius at \\S+: wanted \\S+, found nothing`));
    expect(output).toMatch(/extra: {4}0/);
    expect(output).toContain(`ha-bridge backfill --config ${side("Prometheus").bridge.configFile} --from`);
  });

  test("what the recorder does not explain is named", async () => {
    const { code, output } = await audit(side("VictoriaMetrics"), spoilt);
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

/** A call of its own for each round: two changes of one entity in one millisecond would be one sample. */
function changeEachOnce(): Promise<unknown> {
  return ha.callService("loadgen", "burst", { changes: 8 });
}

/** Stores differ in both: VictoriaMetrics shows ends as samples, and keeps no more than twelve digits for certain. */
async function oneThatEndsAndOneOfManyDigits(): Promise<void> {
  await ha.callService("loadgen", "set_available", { entity_id: NUMBER, available: false });
  await ha.callService("loadgen", "set", { entity_id: "sensor.load_1", state: 2.1444444444444444 });
  await ha.callService("loadgen", "set_available", { entity_id: NUMBER, available: true });
}

/** Of those only the last is there to be seen when a bridge comes back; what was before it is in the recorder. */
async function severalInOneMillisecondWhileNobodyLooks(): Promise<void> {
  const bridges = [...sides.values()].map(({ bridge }) => bridge);
  await Promise.all(bridges.map((bridge) => bridge.kill()));
  for (let index = 0; index < 4; index += 1) {
    await ha.callService("loadgen", "set_at_once", { entity_id: `sensor.load_${index}`, states: [index % 2 === 0 ? "40" : "unknown", "41"] });
  }
  await Promise.all(bridges.map((bridge) => bridge.start()));
  await Promise.all(bridges.map((bridge) => bridge.logged("what was missed is refilled", 60_000)));
}

async function lastChangeMs(): Promise<number> {
  return Date.parse(((await ha.state(NUMBER))?.last_updated ?? "").replace(/(\.\d{3})\d*/, "$1"));
}

async function untilStored({ name, store }: Side, atMs: number): Promise<void> {
  await until(`the last change in ${name}`, 60_000, async () => {
    await store.flush();
    const found = await store.samples(`ha_temperature_celsius{entity_id="${NUMBER}"}`, 600);
    return found.some(({ samples }) => samples.some((sample) => sample.atMs === atMs)) ? true : undefined;
  });
}

async function audit({ bridge, store }: Side, { fromMs, toMs }: Range): Promise<{ code: number; output: string }> {
  await store.flush();
  const range = ["--last", `${toMs - fromMs}ms`, "--to", new Date(toMs).toISOString()];
  const { code, output, errors } = await run(["audit", "--config", bridge.configFile, ...range]);
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
