import { readFile } from "node:fs/promises";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alertCommandTopic, ALERTING } from "../../charts/home-alerts/src/home-assistant-ids.ts";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type BridgeAlerts, bridgeAlerts, type ShownAlert } from "../support/bridge-alerts.ts";
import { until } from "../support/until.ts";
import { makeAutomation, type Phone, type Push, registerPhone } from "./phone.ts";

/** The blueprints in a real Home Assistant, with its real app integration, its real MQTT and a real Mosquitto. */

const BLUEPRINTS = "../../charts/home-alerts/home-assistant/blueprints/automation/tiles";
const LIGHT = "light.basement_shelf";
const LIGHT_ALERT = {
  alert: "LightsOnAllNight",
  entity_id: LIGHT,
  name: "Shelf",
  area: "Basement",
  severity: "warning",
  summary: "Shelf (Basement) has been on since 20:41",
  since: "2026-11-27T19:41:00Z",
  cause: "rule",
};
const LEAK = { ...LIGHT_ALERT, alert: "WaterLeak", entity_id: "binary_sensor.laundry_leak", severity: "critical", summary: "Leak (Laundry) is wet" };
const HOST_DOWN = { alert: "HostDown", severity: "warning", summary: "pve1 has not answered for 10 min" };
const ALERTS: readonly ShownAlert[] = [{ name: "WaterLeak", severity: "critical", whatToDo: "Shut the valve.", firing: [] }];
const WET: readonly ShownAlert[] = ALERTS.map((alert) => ({
  ...alert,
  firing: [{ entityId: LEAK.entity_id, name: "Leak", summary: LEAK.summary, startsAtMs: Date.parse(LIGHT_ALERT.since) }],
}));

let ha: HomeAssistant;
let bridge: BridgeAlerts;
let phone: Phone;
/** Has only the blueprint about alerting itself. */
let keeper: Phone;
let listener: MqttClient;
const commands: unknown[] = [];
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  const files = Object.fromEntries(
    await Promise.all(
      ["alert-to-phone", "alerting-stopped"].map(async (name) => [`blueprints/automation/tiles/${name}.yaml`, await blueprint(name)]),
    ),
  ) as Record<string, string>;
  ha = stack.use(await startHomeAssistant({ files: { ...files, "packages/phones.yaml": "mobile_app:\n" } }));
  phone = stack.use(await registerPhone(ha, "Annas phone"));
  keeper = stack.use(await registerPhone(ha, "Keepers phone"));
  await makeAutomation(ha, "house_alerts", "tiles/alert-to-phone.yaml", { phones: [phone.deviceId] });
  await makeAutomation(ha, "alerting_stopped", "tiles/alerting-stopped.yaml", { phones: [keeper.deviceId], away: { seconds: 1 } });
  listener = await connectAsync(ha.broker.url, { protocolVersion: 5 });
  stack.defer(() => listener.endAsync());
  listener.on("message", (_topic, payload) => commands.push(JSON.parse(payload.toString())));
  await listener.subscribeAsync(alertCommandTopic("home"), { qos: 1 });
  bridge = stack.use(bridgeAlerts(ha.broker.url));
  await bridge.show(ALERTS);
  await ha.untilState(ALERTING.stopped, "off");
  await ha.untilState(ALERTING.events, "unknown");
});
afterAll(() => stack.disposeAsync());

describe("a light that was on all night", () => {
  test("comes to the phone with what it is and three answers", async () => {
    await bridge.fire("fired", LIGHT_ALERT);
    const { title, message, data } = await phone.next();
    expect([title, message]).toEqual(["Have a look", "Shelf (Basement) has been on since 20:41"]);
    expect(data?.actions?.map((each) => each.title)).toEqual(["Switch off", "Snooze 4 h", "Never for this one"]);
    expect(data).toMatchObject({ tag: `tiles-home-LightsOnAllNight-${LIGHT}`, channel: "House alerts", clickAction: "/house-alerts/alerts" });
    expect(data?.["push"]).toBeUndefined();
  });

  test("is switched off from the phone", async () => {
    await ha.turn(LIGHT, "on");
    await phone.press(await actionOf(LIGHT_ALERT, "Switch off"));
    await ha.untilState(LIGHT, "off");
  });

  test("is snoozed from the phone: the bridge is told so", async () => {
    await phone.press(await actionOf(LIGHT_ALERT, "Snooze 4 h"));
    expect(await nextCommand()).toEqual({ action: "silence", alert: "LightsOnAllNight", entity_id: LIGHT, hours: 4 });
  });

  test("never alerts again when the phone says so", async () => {
    await phone.press(await actionOf(LIGHT_ALERT, "Never for this one"));
    expect(await nextCommand()).toEqual({ action: "never", alert: "LightsOnAllNight", entity_id: LIGHT });
  });

  test("goes away from the phone when it is over", async () => {
    await bridge.fire("resolved", LIGHT_ALERT);
    expect(await phone.next()).toMatchObject({ message: "clear_notification", data: { tag: `tiles-home-LightsOnAllNight-${LIGHT}` } });
  });
});

test("what is critical is heard on a silent phone", async () => {
  await bridge.fire("fired", LEAK);
  const { title, data } = await phone.next();
  expect(title).toBe("Act now");
  expect(data).toMatchObject({ channel: "alarm_stream", push: { "interruption-level": "critical", sound: { critical: 1, volume: 1 } } });
  expect(data?.actions?.map((each) => each.title)).toEqual(["Snooze 4 h", "Never for this one"]);
});

test("what has no entity, such as a host, is a plain message that can be snoozed", async () => {
  const action = await actionOf(HOST_DOWN, "Snooze 4 h");
  await phone.press(action);
  expect(await nextCommand()).toEqual({ action: "silence", alert: "HostDown", hours: 4 });
});

describe("not told is", () => {
  test("what the phone did not ask for", async () => {
    await bridge.fire("fired", { ...LIGHT_ALERT, severity: "info", summary: "not asked for" });
    await bridge.fire("fired", { ...LIGHT_ALERT, summary: "asked for" });
    expect((await phone.next()).message).toBe("asked for");
  });

  test("an old event that is seen again when the bridge comes back", async () => {
    await bridge.leave();
    await ha.untilState(ALERTING.events, "unavailable");
    await bridge.show(ALERTS);
    await ha.untilState(ALERTING.events, (state) => state.state !== "unavailable");
    await bridge.fire("fired", { ...LIGHT_ALERT, summary: "a new one" });
    expect((await phone.next()).message).toBe("a new one");
  });

  test("an answer to somebody else's message", async () => {
    await phone.press(`tiles:automation.of_bert:LightsOnAllNight:${LIGHT}:never`);
    await phone.press(await actionOf(LIGHT_ALERT, "Snooze 4 h"));
    expect(await nextCommand()).toMatchObject({ action: "silence" });
  });
});

describe("when alerting itself", () => {
  test("stops, the phone is told, and that goes away when it works again", async () => {
    await bridge.show(ALERTS, "Watchdog has not come for 15 min");
    expect(await untilKeeper("Nobody watches")).toMatchObject({ message: expect.stringContaining("Alerts have stopped coming") });
    await bridge.show(ALERTS);
    expect(await keeper.next()).toMatchObject({ message: "clear_notification", data: { tag: "tiles-alerting-stopped" } });
  });

  test("is away for too long, the phone is told", async () => {
    await bridge.leave();
    expect(await keeper.next()).toMatchObject({ message: expect.stringContaining("ha-bridge has been away") });
    await bridge.show(ALERTS);
    expect(await keeper.next()).toMatchObject({ message: "clear_notification" });
  });
});

test("what is critical while Home Assistant starts is told after that", { timeout: 240_000 }, async () => {
  await bridge.show(WET);
  await ha.untilState(ALERTING.count.critical, "1");
  await ha.restart();
  expect(await phone.next(60_000)).toMatchObject({ title: "Act now", message: expect.stringContaining("WaterLeak") });
});

test("nothing of it was worth a line in Home Assistant's log", async () => {
  const lines = (await ha.log()).split("\n");
  expect(lines.filter((line) => /house_alerts|alerting_stopped|blueprint|mobile_app/.test(line))).toEqual([]);
});

/** Fires it, and says what a button of the message on the phone stands for. */
async function actionOf(event: Record<string, unknown>, title: string): Promise<string> {
  await bridge.fire("fired", event);
  const { data } = await phone.next();
  const action = data?.actions?.find((each) => each.title === title)?.action;
  if (action === undefined) throw new Error(`the message has no button "${title}"`);
  return action;
}

/** What came before, while the bridge was away for a moment, is passed over. */
function untilKeeper(title: string): Promise<Push> {
  return until(`"${title}" on the keeper's phone`, 15_000, async () => {
    const push = await keeper.next();
    return push.title?.startsWith(title) === true ? push : undefined;
  });
}

function nextCommand(): Promise<unknown> {
  return until("a command in the broker", 10_000, () => commands.shift());
}

function blueprint(name: string): Promise<string> {
  return readFile(new URL(`${BLUEPRINTS}/${name}.yaml`, import.meta.url), "utf8");
}
