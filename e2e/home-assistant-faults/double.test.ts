import { writeFile } from "node:fs/promises";
import process from "node:process";
import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import { expect, test } from "vitest";
import { measureUntil } from "../support/measure-until.ts";
import { until } from "../support/until.ts";
import { type BridgeOptions, type BridgeProcess, startBridge } from "../support/bridge-process.ts";

/** What a healthy Home Assistant does not do on request is done by the double, which speaks the same protocol. */

const FLOOD_CHANGES = 20_000;
const FLOOD_WITHIN_MS = 2_000;
/** At the most, until the machine had the time for one. */
const FLOODS = 4;

test("a message that is not JSON is told in one line and costs a reconnection, no data", async () => {
  await using bed = await startBed();
  bed.ha.sendRaw("this is <not> JSON");
  await bed.bridge.logged("connected to Home Assistant", 20_000, 2);
  bed.ha.set("light.probe", "on");
  await bed.receiver.waitFor((points) => points.some(isSample("ha_on", "light.probe", 1)), 15_000, "the change after the nonsense");
  expect(lines(bed.bridge, "Home Assistant sent a message that could not be read; connecting again")).toHaveLength(1);
});

test("JSON of another shape is left out and the next change is served", async () => {
  await using bed = await startBed();
  bed.ha.sendRaw(JSON.stringify([{ id: 999_999, type: "event", event: 5 }, null, 7]));
  bed.ha.set("light.probe", "on");
  await bed.receiver.waitFor((points) => points.some(isSample("ha_on", "light.probe", 1)), 20_000, "the change after the nonsense");
});

test("a subscription that is refused once is made again", async () => {
  await using bed = await startBed();
  bed.ha.refuseSubscriptionOnce("subscribe_entities", "unknown_command");
  bed.ha.cut();
  await bed.bridge.logged("the house was read", 20_000, 2);
  expect(lines(bed.bridge, "not connected to Home Assistant").map(({ ["code"]: code }) => code)).toContain("BRIDGE_HA_COMMAND");
  await bed.bridge.untilReady();
});

test("a half-open connection is noticed by the ping and made anew", async () => {
  await using bed = await startBed();
  bed.ha.hang();
  const lost = await bed.bridge.logged("not connected to Home Assistant", 30_000);
  expect(String(lost["err"])).toContain("no answer to a ping");
  expect((await bed.bridge.readyz()).dependencies["homeAssistant"]?.ok).toBe(false);
  bed.ha.resume();
  await bed.bridge.untilReady(30_000);
});

test("a revoked token says what to do, and the new file is taken without a restart", async () => {
  await using bed = await startBed();
  bed.ha.addToken("another-token");
  bed.ha.revokeToken(bed.ha.token);
  await bed.bridge.logged("not connected to Home Assistant", 20_000);
  const refused = await untilLine(bed.bridge, ({ ["code"]: code }) => code === "BRIDGE_HA_AUTH");
  expect(String(refused["err"])).toContain("tokenFile");
  await writeFile(bed.bridge.tokenFile, "another-token\n");
  await bed.bridge.untilReady(20_000);
  // Each refused try counts as a failed login and may get the bridge banned.
  expect(bed.ha.counters.authAttempts).toBeLessThanOrEqual(4);
});

test("20,000 changes in one second all arrive, each with its own time", async () => {
  await using bed = await startBed({ entities: 500 });
  const startedMs = Date.now();
  const took = await measureUntil(FLOOD_WITHIN_MS, FLOODS, async () => (await bed.ha.flood(FLOOD_CHANGES)).tookMs);
  expect(Math.min(...took)).toBeLessThan(FLOOD_WITHIN_MS);
  const changes = took.length * FLOOD_CHANGES;
  const numbers = [...bed.ha.states.values()].filter(({ attributes }) => attributes["state_class"] === "measurement");
  const samples = () => bed.receiver.points.filter(({ name, timeMs, attributes }) => timeMs >= startedMs && isValueOfSensor(name, attributes));
  await bed.receiver.waitFor(
    () => new Set(samples().map(({ timeMs, attributes }) => `${attributes["entity_id"]} ${timeMs}`)).size >= changes,
    60_000,
    "all changes of the flood",
  );
  const newest = new Map(
    samples()
      .sort((one, other) => one.timeMs - other.timeMs)
      .map(({ attributes, value }) => [attributes["entity_id"], value]),
  );
  for (const { entityId, state } of numbers) expect(newest.get(entityId), entityId).toBe(Number(state));
  expect(bed.bridge.log.filter(({ level }) => level === "error" || level === "fatal")).toEqual([]);
  await bed.bridge.untilReady();
});

test("a bridge that was too slow and was cut off gets what it missed from the recorder, each change at its time", async () => {
  await using bed = await startBed({ entities: 500 });
  const startedMs = Date.now();
  process.kill(bed.bridge.pid, "SIGSTOP");
  bed.ha.startRate(20_000, { record: true });
  await bed.ha.until(() => bed.ha.counters.cutTooSlow > 0, 30_000, "Home Assistant to cut off a client that does not keep up");
  const changes = bed.ha.stopRate();
  process.kill(bed.bridge.pid, "SIGCONT");
  await bed.bridge.logged("what was missed is refilled", 60_000);
  const samples = () => bed.receiver.points.filter(({ name, timeMs, attributes }) => timeMs >= startedMs && isValueOfSensor(name, attributes));
  const times = () => new Set(samples().map(({ timeMs, attributes }) => `${attributes["entity_id"]} ${timeMs}`)).size;
  await bed.receiver.waitFor(() => times() >= changes, 30_000, "all changes that were missed");
  const newest = new Map(
    samples()
      .sort((one, other) => one.timeMs - other.timeMs)
      .map(({ attributes, value }) => [attributes["entity_id"], value]),
  );
  for (const [entityId, value] of newest) expect(value, String(entityId)).toBe(Number(bed.ha.states.get(String(entityId))?.state));
  await bed.bridge.untilReady();
}, 180_000);

test("refused connections are told once, not once a try", async () => {
  await using bed = await startBed();
  await bed.ha.refuseConnections();
  bed.ha.cut();
  await untilLine(bed.bridge, ({ ["code"]: code }) => code === "BRIDGE_HA_UNREACHABLE");
  await bed.ha.acceptConnections();
  await bed.bridge.logged("connected to Home Assistant", 20_000, 2);
  expect(bed.bridge.log.filter(({ ["code"]: code }) => code === "BRIDGE_HA_UNREACHABLE")).toHaveLength(1);
});

interface Bed extends AsyncDisposable {
  readonly ha: Awaited<ReturnType<typeof startHomeAssistantDouble>>;
  readonly receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
  readonly bridge: BridgeProcess;
}

async function startBed({ entities = 20 }: { entities?: number } = {}): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const ha = stack.use(await startHomeAssistantDouble({ entities }));
  ha.set("light.probe", "off", { friendly_name: "Probe" });
  const receiver = stack.use(await startOtlpReceiver());
  const options: BridgeOptions = { homeAssistant: { url: ha.url, token: ha.token, pingInterval: "1s" }, metrics: { endpoint: receiver.endpoint } };
  const bridge = stack.use(await startBridge(options));
  await bridge.untilReady();
  await bridge.logged("the house was read");
  const owned = stack.move();
  return { ha, receiver, bridge, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function isSample(name: string, entityId: string, value: number) {
  return (point: { name: string; attributes: Record<string, unknown>; value: number }) =>
    point.name === name && point.attributes["entity_id"] === entityId && point.value === value;
}

function isValueOfSensor(name: string, attributes: Record<string, unknown>): boolean {
  return attributes["domain"] === "sensor" && !/^ha_entity_|_total$/.test(name);
}

function lines(bridge: BridgeProcess, msg: string) {
  return bridge.log.filter((line) => line.msg === msg);
}

async function untilLine(bridge: BridgeProcess, wanted: (line: BridgeProcess["log"][number]) => boolean) {
  return await until("a line in the log of ha-bridge", 20_000, () => bridge.log.find(wanted));
}
