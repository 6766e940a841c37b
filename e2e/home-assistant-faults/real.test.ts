import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type Prometheus, startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";

/** What happens to a real Home Assistant in a life, with a real Prometheus behind the bridge. One after the other. */

const LIGHT = "light.basement_workbench";
const SEEN_WITHIN_MS = 15_000;
const OTHER_LIGHT = "light.basement_shelf";

let ha: HomeAssistant;
let store: Prometheus;
let bridge: BridgeProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  ha = stack.use(await startHomeAssistant());
  store = stack.use(await startPrometheus({ outOfOrderTimeWindow: "72h" }));
  const token = await ha.createToken("bridge", "owner");
  bridge = stack.use(
    await startBridge({ homeAssistant: { url: ha.url, token, pingInterval: "3s" }, metrics: { endpoint: store.otlpUrl, heartbeat: "5s" } }),
  );
  await bridge.untilReady();
  await ha.turn(LIGHT, "on");
  await until("the light in the store", SEEN_WITHIN_MS, async () => ((await value(`ha_on{entity_id="${LIGHT}"}`)) === 1 ? true : undefined));
});
afterAll(() => stack.disposeAsync());

test("a restart of Home Assistant removes nothing that comes back, and the light is on since before", async () => {
  const since = await value(`ha_on_since_seconds{entity_id="${LIGHT}"}`);
  const before = await entitiesInStore();
  const pid = bridge.pid;
  await ha.stop();
  await bridge.logged("Home Assistant is down: all series of its entities end", 10_000);
  await until("ha_up 0", SEEN_WITHIN_MS, async () => ((await value("ha_up")) === 0 ? true : undefined));
  expect(await value(`ha_on{entity_id="${LIGHT}"}`), "no state of a Home Assistant that is down").toBeUndefined();
  expect((await bridge.readyz()).dependencies["homeAssistant"]?.ok).toBe(false);
  await ha.start();
  await bridge.untilReady(60_000);
  await until("the light again", 30_000, async () => ((await value(`ha_on{entity_id="${LIGHT}"}`)) === 1 ? true : undefined));
  expect(await value(`ha_on_since_seconds{entity_id="${LIGHT}"}`)).toBe(since);
  // The demo integration makes its storms anew, under other names.
  const lasting = [...before].filter((id) => !id.startsWith("geo_location."));
  await until("every entity again", 30_000, async () => {
    const now = await entitiesInStore();
    return lasting.every((id) => now.has(id)) ? true : undefined;
  });
  expect(bridge.pid).toBe(pid);
  const lost = bridge.log.filter(({ msg }) => msg === "not connected to Home Assistant");
  expect(lost.length, JSON.stringify(lost)).toBeLessThanOrEqual(3);
});

test("its series show the gap: nothing is drawn through the downtime", async () => {
  const up = await store.samples("ha_up", 120);
  const downMs = up[0]?.samples.filter(({ value: sample }) => sample === 0).at(-1)?.atMs ?? 0;
  expect(downMs).toBeGreaterThan(0);
  expect(await store.query(`ha_on{entity_id="${LIGHT}"}`, downMs / 1000)).toEqual([]);
});

test("a Home Assistant that died without a word is down after three ping deadlines, and comes back as it was", async () => {
  const since = await value(`ha_on_since_seconds{entity_id="${LIGHT}"}`);
  await ha.kill("SIGKILL");
  const diedMs = Date.now();
  await until("the loss in /readyz", 15_000, async () => ((await bridge.readyz()).dependencies["homeAssistant"]?.ok === false ? true : undefined));
  expect(await value(`ha_on{entity_id="${LIGHT}"}`), "a cut connection alone ends nothing").toBe(1);
  await bridge.logged("Home Assistant is down: all series of its entities end", 60_000, 2);
  expect(Date.now() - diedMs).toBeGreaterThan(29_000);
  await until("the end of the light's series", SEEN_WITHIN_MS, async () =>
    (await value(`ha_on{entity_id="${LIGHT}"}`)) === undefined ? true : undefined,
  );
  expect(await value(`ha_on{entity_id="${LIGHT}"}`, diedMs / 1000 + 10), "nothing is drawn from its last proof on").toBeUndefined();
  await ha.start();
  await bridge.untilReady(60_000);
  await until("the light again", 30_000, async () => ((await value(`ha_on{entity_id="${LIGHT}"}`)) === 1 ? true : undefined));
  expect(await value(`ha_on_since_seconds{entity_id="${LIGHT}"}`)).toBe(since);
});

test("a restart of the bridge ends nothing", async () => {
  const before = await entitiesInStore();
  const fromMs = Date.now();
  expect(await bridge.stop()).toBe(0);
  await bridge.start();
  await bridge.untilReady();
  await bridge.logged("the house was read");
  const counts = await store.queryRange(`count(ha_entity_available{domain!="geo_location"})`, {
    startSeconds: fromMs / 1000,
    endSeconds: Date.now() / 1000,
    stepSeconds: 0.05,
  });
  const expected = [...before].filter((id) => !id.startsWith("geo_location.")).length;
  expect(new Set(counts[0]?.samples.map(({ value: count }) => count))).toEqual(new Set([expected]));
});

test("a frozen Home Assistant (no FIN) is noticed and found again", async () => {
  ha.pause();
  await until("the loss in /readyz", 30_000, async () => ((await bridge.readyz()).dependencies["homeAssistant"]?.ok === false ? true : undefined));
  ha.resume();
  await bridge.untilReady(30_000);
  await expectNextChange();
});

test("a revoked token is told with what to do, and a new file is taken", async () => {
  const token = await ha.createToken("second", "owner");
  await ha.revokeToken(await currentToken());
  await until("the refusal in /readyz", 20_000, async () =>
    (await bridge.readyz()).dependencies["homeAssistant"]?.why?.includes("BRIDGE_HA_AUTH") ? true : undefined,
  );
  await writeFile(bridge.tokenFile, token);
  await bridge.untilReady(20_000);
  await expectNextChange();
});

async function expectNextChange(): Promise<void> {
  const before = await ha.state(OTHER_LIGHT);
  const [next, wanted] = before?.state === "on" ? (["off", 0] as const) : (["on", 1] as const);
  await ha.turn(OTHER_LIGHT, next);
  await until("the next change in the store", SEEN_WITHIN_MS, async () =>
    (await value(`ha_on{entity_id="${OTHER_LIGHT}"}`)) === wanted ? true : undefined,
  );
}

async function currentToken(): Promise<string> {
  return (await readFile(bridge.tokenFile, "utf8")).trim();
}

async function value(promql: string, atSeconds?: number): Promise<number | undefined> {
  return (await store.query(promql, atSeconds))[0]?.value;
}

async function entitiesInStore(): Promise<Set<string>> {
  return new Set((await store.query("ha_entity_available")).map(({ labels }) => labels["entity_id"] ?? ""));
}
