import process from "node:process";
import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import { measureUntil } from "../support/measure-until.ts";

/** How fast it is there, and how it goes. */

const READY_WITHIN_MS = 1_000;
const TRIES = 8;
const CLOSED_WITHIN_MS = 3_000;
const AT_ONCE_MS = 500;
/** What comes within it is the same wish to stop. */
const ONE_STOP_MS = 1_000;

let ha: Awaited<ReturnType<typeof startHomeAssistantDouble>>;
let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let bridge: BridgeProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  ha = stack.use(await startHomeAssistantDouble({ entities: 200 }));
  receiver = stack.use(await startOtlpReceiver());
  bridge = stack.use(await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { endpoint: receiver.endpoint } }));
  await bridge.untilReady();
});
afterAll(() => stack.disposeAsync());

test("is ready in under a second and closes cleanly on SIGTERM", async () => {
  const closed: number[] = [];
  const ready = await measureUntil(READY_WITHIN_MS, TRIES, async () => {
    const stoppedAt = performance.now();
    expect(await bridge.stop()).toBe(0);
    closed.push(performance.now() - stoppedAt);
    const startedAt = performance.now();
    await bridge.start();
    await bridge.untilReady();
    return performance.now() - startedAt;
  });
  console.log(`from start to ready: ${ready.map(Math.round).join(", ")} ms; from SIGTERM to exit: ${closed.map(Math.round).join(", ")} ms`);
  expect(Math.min(...ready)).toBeLessThan(READY_WITHIN_MS);
  expect(Math.max(...closed)).toBeLessThan(CLOSED_WITHIN_MS);
  expect(bridge.log.filter(({ level }) => level !== "info")).toEqual([]);
});

test("hands over the last change it heard of before SIGTERM", async () => {
  ha.set("sensor.temperature_0", "12.5");
  await until("the change to be heard", 15_000, async () => /^ha_bridge_events_total 1$/m.test(await bridge.metrics()) || undefined);
  await bridge.stop();
  expect(receiver.points.some(({ attributes, value }) => attributes["entity_id"] === "sensor.temperature_0" && value === 12.5)).toBe(true);
  await bridge.start();
  await bridge.untilReady();
});

test("one Ctrl-C that comes twice, from the terminal and from npm, closes it cleanly", async () => {
  process.kill(bridge.pid, "SIGINT");
  process.kill(bridge.pid, "SIGINT");
  expect(await bridge.stop()).toBe(0);
  await bridge.start();
  await bridge.untilReady();
});

test("who asks again and again gets it ended at once", async () => {
  receiver.hang();
  ha.set("sensor.temperature_0", "13.5");
  await until("a sample on its way", 15_000, async () => /^ha_bridge_spool_frames\{[^}]*\} [1-9]/m.test(await bridge.metrics()) || undefined);
  const { pid } = bridge;
  const firstAt = performance.now();
  const asking = setInterval(() => process.kill(pid, "SIGTERM"), 50);
  const code = await bridge.stop().finally(() => clearInterval(asking));
  expect(code).toBe(1);
  expect(performance.now() - firstAt).toBeLessThan(ONE_STOP_MS + AT_ONCE_MS);
  expect(bridge.log.at(-1)?.msg).toBe("ended at once by a second signal");
});
