import { fakeHassMqtt, type FakeHassMqtt } from "@tiles/hass-mqtt/fake-hass-mqtt.testing";
import { AppError } from "@tiles/kit/errors";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { describe, expect, test } from "vitest";
import type { AlertEvents } from "./alert-events.ts";
import { type Alerting, type AlertingOptions, createAlerting } from "./alerting.ts";
import type { AlertAction } from "./alerts/device.ts";
import type { AlertMemory } from "./alerts/memory.ts";
import { alertScreen } from "./alerts/show.ts";
import { boardWith, lamp } from "./core/alerts/alerts.testing.ts";
import { emptyBoard } from "./core/alerts/board.ts";
import { freshDeadMan } from "./core/alerts/dead-man.ts";
import type { ReportedAlert } from "./core/alerts/reported-alert.ts";
import type { AlertLook } from "./ports.ts";

const DEVICE = "tiles_alerts_home";
const SENSOR = "alert_lights_on_all_night";
const watchdog = lamp({ alertname: "Watchdog", severity: "none" });

interface Bed {
  readonly alerting: Alerting;
  readonly mqtt: FakeHassMqtt;
  readonly clock: ManualClock;
  /** What Alertmanager holds; an error: it does not answer. */
  readonly holds: { look: readonly ReportedAlert[] | Error };
  readonly disk: { memory: AlertMemory };
  readonly acted: AlertAction[];
  readonly said: string[];
}

async function bed(
  options: { readonly polls?: boolean; readonly disk?: Bed["disk"]; readonly causeOf?: AlertingOptions["causeOf"] } = {},
): Promise<Bed> {
  const { polls = true, disk = { memory: { board: emptyBoard, deadMan: freshDeadMan } }, causeOf = async () => undefined } = options;
  const mqtt = fakeHassMqtt();
  const clock = new ManualClock();
  const holds: Bed["holds"] = { look: [] };
  const acted: AlertAction[] = [];
  const said: string[] = [];
  const events = new Proxy({}, { get: (_target, name) => () => void said.push(String(name)) }) as AlertEvents;
  const look = async (): Promise<AlertLook> => {
    if (holds.look instanceof Error) throw holds.look;
    return { alerts: holds.look, malformed: 0, run: "run 1" };
  };
  const alertmanager = { look, silences: async () => [], putSilence: async () => "s1" };
  const act = async (action: AlertAction) => void acted.push(action);
  const alerting = createAlerting({
    rules: { instance: "home", deadManAlert: "Watchdog", houseAlerts: new Set() },
    knownAlerts: [{ name: "LightsOnAllNight", severity: "info", title: "Lights on all night" }],
    deadManAfterMs: 900_000,
    pollIntervalMs: 30_000,
    alertmanager: polls ? alertmanager : undefined,
    screen: alertScreen({ mqtt, instance: "home", version: "1.0", canSilence: polls, act }),
    remembered: disk.memory,
    memory: { write: async (memory) => void (disk.memory = structuredClone(memory)) },
    house: { nameOf: () => "Cellar lamp", areaOf: () => "Basement" },
    houseRead: Promise.resolve(),
    causeOf,
    clock,
    events,
  });
  return { alerting, mqtt, clock, holds, disk, acted, said };
}

function message(firing: readonly ReportedAlert[], resolved: readonly string[] = []) {
  return { firing, resolved, group: "lights", complete: true, malformed: 0 };
}

const away = new AppError({ code: "BRIDGE_ALERTMANAGER_AWAY", thing: "Alertmanager", tried: "looking", cameBack: "nothing", whatToDo: "Wait." });

describe("what Alertmanager holds", () => {
  test("is on in Home Assistant with the house's names, and told", async () => {
    const { alerting, mqtt, holds } = await bed();
    holds.look = [lamp(), watchdog];
    await alerting.refresh();
    expect(mqtt.state(DEVICE, SENSOR)).toBe("ON");
    expect(mqtt.attributes(DEVICE, SENSOR)).toMatchObject({
      count: 1,
      alerts: [{ entity_id: "light.cellar", name: "Cellar lamp", area: "Basement" }],
    });
    expect(mqtt.state(DEVICE, "alerts_info")).toBe("1");
    expect(mqtt.fired).toMatchObject([
      {
        component: "alerts",
        type: "fired",
        attributes: { alert: "LightsOnAllNight", entity_id: "light.cellar", name: "Cellar lamp", area: "Basement" },
      },
    ]);
    expect(Object.keys(mqtt.devices.get(DEVICE)?.components ?? {})).not.toContain("alert_watchdog");
  });

  test("is off and over with the first look that does not have it", async () => {
    const { alerting, mqtt, holds } = await bed();
    holds.look = [lamp()];
    await alerting.refresh();
    holds.look = [];
    await alerting.refresh();
    expect([mqtt.state(DEVICE, SENSOR), mqtt.state(DEVICE, "alerts_info")]).toEqual(["OFF", "0"]);
    expect(mqtt.fired.map(({ type }) => type)).toEqual(["fired", "resolved"]);
  });

  test("stays as it was while nobody answers", async () => {
    const { alerting, mqtt, holds } = await bed();
    holds.look = [lamp()];
    await alerting.refresh();
    holds.look = away;
    await expect(alerting.refresh()).rejects.toBe(away);
    expect(mqtt.state(DEVICE, SENSOR)).toBe("ON");
  });

  test("costs no message when it is as it was", async () => {
    const { alerting, mqtt, holds } = await bed();
    holds.look = [lamp()];
    await alerting.refresh();
    const before = mqtt.messages;
    await alerting.refresh();
    expect(mqtt.messages).toBe(before);
  });

  test("is asked for by a notification, which is not believed itself", async () => {
    const { alerting, mqtt, holds } = await bed();
    holds.look = [lamp()];
    await alerting.receive(message([lamp({ alertname: "Invented" })]));
    expect(mqtt.state(DEVICE, SENSOR)).toBe("ON");
    expect(Object.keys(mqtt.devices.get(DEVICE)?.components ?? {})).not.toContain("alert_invented");
  });
});

describe("without an Alertmanager", () => {
  test("notifications are all there is", async () => {
    const { alerting, mqtt } = await bed({ polls: false });
    await alerting.receive(message([lamp()]));
    expect(mqtt.state(DEVICE, SENSOR)).toBe("ON");
    await alerting.receive(message([], [lamp().fingerprint]));
    expect(mqtt.state(DEVICE, SENSOR)).toBe("OFF");
  });

  test("there are no buttons to silence, and those for never stay", async () => {
    const { alerting, mqtt } = await bed({ polls: false });
    await alerting.receive(message([lamp()]));
    const buttons = Object.keys(mqtt.devices.get(DEVICE)?.components ?? {}).filter((component) => /_(silence|never)$/.test(component));
    expect(buttons).toEqual(["alert_lights_on_all_night_light_cellar_never"]);
  });
});

describe("while the broker is away", () => {
  test("a notification is not taken, and shown and told once when the broker is back", async () => {
    const { alerting, mqtt } = await bed({ polls: false });
    mqtt.setConnected(false);
    await expect(alerting.receive(message([lamp()]))).rejects.toMatchObject({ code: "MQTT_UNAVAILABLE" });
    await expect(alerting.receive(message([lamp()]))).rejects.toMatchObject({ code: "MQTT_UNAVAILABLE" });
    mqtt.setConnected(true);
    expect(mqtt.state(DEVICE, SENSOR)).toBe("ON");
    await alerting.receive(message([lamp()]));
    expect(mqtt.fired.map(({ type }) => type)).toEqual(["fired"]);
  });
});

describe("a restart", () => {
  test("tells nothing twice, and clears what is over meanwhile", async () => {
    const first = await bed();
    first.holds.look = [lamp(), lamp({ entity_id: "light.attic" })];
    await first.alerting.refresh();
    const second = await bed({ disk: first.disk });
    second.holds.look = [lamp()];
    await second.alerting.refresh();
    expect(second.mqtt.fired.map(({ type, attributes }) => [type, attributes["entity_id"]])).toEqual([["resolved", "light.attic"]]);
    expect(second.mqtt.attributes(DEVICE, SENSOR)).toMatchObject({ count: 1 });
  });

  test("tells what was written down and did not reach the broker", async () => {
    const first = await bed();
    first.mqtt.setConnected(false);
    first.holds.look = [lamp()];
    await expect(first.alerting.refresh()).rejects.toMatchObject({ code: "MQTT_UNAVAILABLE" });
    const second = await bed({ disk: first.disk });
    second.holds.look = [lamp()];
    await second.alerting.refresh();
    expect(second.mqtt.fired.map(({ type }) => type)).toEqual(["fired"]);
  });

  test("remembers names of alerts that are over, so that dashboards keep their entities", async () => {
    const memory = { board: { ...boardWith(), names: [{ name: "FreezerWarm", lastMs: 0 }] }, deadMan: freshDeadMan };
    const { alerting, mqtt } = await bed({ disk: { memory } });
    await alerting.refresh();
    expect(mqtt.state(DEVICE, "alert_freezer_warm")).toBe("OFF");
  });
});

describe("the dead man", () => {
  test("is off at the start, on when it does not come, off when it comes again", async () => {
    const { alerting, mqtt, clock, holds } = await bed();
    const stopped = () => mqtt.state(DEVICE, "alerting_stopped");
    const stop = new AbortController();
    const running = alerting.run(stop.signal);
    await clock.advance(899_000);
    expect(stopped()).toBe("OFF");
    await clock.advance(31_000);
    expect(stopped()).toBe("ON");
    holds.look = [watchdog];
    await clock.advance(30_000);
    expect(stopped()).toBe("OFF");
    stop.abort();
    await running;
  });

  test("is on when Alertmanager does not answer, whatever a notification says", async () => {
    const { alerting, mqtt, clock, holds } = await bed();
    holds.look = away;
    const stop = new AbortController();
    const running = alerting.run(stop.signal);
    await clock.advance(930_000);
    await expect(alerting.receive(message([watchdog]))).rejects.toBe(away);
    expect(mqtt.state(DEVICE, "alerting_stopped")).toBe("ON");
    expect(mqtt.attributes(DEVICE, "alerting_stopped")).toMatchObject({ reason: "Alertmanager does not answer" });
    stop.abort();
    await running;
  });

  test("goes on where it was after a restart, without the time between", async () => {
    const first = await bed();
    const stop = new AbortController();
    const running = first.alerting.run(stop.signal);
    await first.clock.advance(600_000);
    stop.abort();
    await running;
    const second = await bed({ disk: first.disk });
    second.clock.setNow(second.clock.now() + 7 * 86_400_000);
    await second.alerting.refresh();
    expect(second.mqtt.state(DEVICE, "alerting_stopped")).toBe("OFF");
    const again = new AbortController();
    const runningAgain = second.alerting.run(again.signal);
    await second.clock.advance(390_000);
    expect(second.mqtt.state(DEVICE, "alerting_stopped")).toBe("ON");
    again.abort();
    await runningAgain;
  });
});

describe("the cause", () => {
  test("is told with the event and does not hold up the alert", async () => {
    const cause = Promise.withResolvers<string>();
    const { alerting, mqtt, holds, clock } = await bed({ causeOf: () => cause.promise });
    holds.look = [lamp()];
    const shown = alerting.refresh();
    await clock.advance(0);
    expect([mqtt.state(DEVICE, SENSOR), mqtt.fired.length]).toEqual(["ON", 0]);
    cause.resolve("automation Evening lights");
    await shown;
    expect(mqtt.fired).toMatchObject([{ attributes: { cause: "automation Evening lights" } }]);
  });
});

describe("buttons", () => {
  test("do what they say, and go with the alert", async () => {
    const { alerting, mqtt, holds, acted } = await bed();
    holds.look = [lamp()];
    await alerting.refresh();
    await mqtt.command(DEVICE, `${SENSOR}_silence`);
    await mqtt.command(DEVICE, `${SENSOR}_light_cellar_silence`);
    await mqtt.command(DEVICE, `${SENSOR}_light_cellar_never`);
    expect(acted).toEqual([
      { kind: "silence", alert: "LightsOnAllNight", hours: 4 },
      { kind: "silence", alert: "LightsOnAllNight", entityId: "light.cellar", hours: 4 },
      { kind: "never", alert: "LightsOnAllNight", entityId: "light.cellar" },
    ]);
    holds.look = [];
    await alerting.refresh();
    expect(Object.keys(mqtt.devices.get(DEVICE)?.components ?? {}).filter((component) => component.includes("cellar"))).toEqual([]);
    await mqtt.command(DEVICE, `${SENSOR}_light_cellar_never`);
    expect(acted).toHaveLength(3);
  });
});

test("a state directory that takes nothing is told, and alerts are shown all the same", async () => {
  const { alerting, mqtt, holds, disk, said } = await bed();
  Object.defineProperty(disk, "memory", {
    set: () => {
      throw new Error("ENOSPC");
    },
  });
  holds.look = [lamp()];
  await alerting.refresh();
  expect(mqtt.state(DEVICE, SENSOR)).toBe("ON");
  expect(said).toContain("notRemembered");
});
