import { afterAll, beforeAll, expect, test } from "vitest";
import type { EntityState } from "../../tools/testbed/home-assistant/home-assistant-client.ts";
import { until } from "../support/until.ts";
import { type Bed, startBed } from "./bed.ts";

/**
 * The whole circle with nothing but real programs: a light of Home Assistant, the store with the rules that ship,
 * Alertmanager, and back into the same Home Assistant. One story; each test goes on where the one before it ended.
 */

const LIGHT = "light.basement_ceiling";
const PROBLEM = "binary_sensor.alert_lights_on_all_night";
const SILENCE = "button.alert_lights_on_all_night_light_basement_ceiling_silence";
const STOPPED = "binary_sensor.alerting_stopped";
const COUNT = "sensor.alerts_info";
const AFTER_NIGHT_MS = 60_000;
const SHOWN_WITHIN_MS = 60_000;

let bed: Bed;
let since: string;

beforeAll(async () => {
  bed = await startBed();
  // The house of the test bed has lamps that burn day and night.
  await bed.ha.callService("light", "turn_off", { entity_id: "all" });
  since = (await bed.ha.turn(LIGHT, "on")).last_changed;
}, 300_000);

afterAll(() => bed?.[Symbol.asyncDispose]());

test("a basement light that burns through the night becomes a problem that names the light, its area and since when", async () => {
  const quiet = await bed.ha.untilState(PROBLEM, "off");
  expect(quiet.attributes["device_class"]).toBe("problem");
  expect(Date.parse(since)).toBeLessThan(bed.night.startAt);
  const problem = await bed.ha.untilState(PROBLEM, "on", bed.night.endAt - Date.now() + AFTER_NIGHT_MS);
  expect(Date.now()).toBeGreaterThan(bed.night.endAt);

  const clock = await inHouseTime(Date.parse(since));
  const [alert] = firing(problem);
  const name = (await bed.ha.state(LIGHT))?.attributes["friendly_name"] as string;
  expect(alert).toMatchObject({ entity_id: LIGHT, area: "Basement", name, summary: `${name} (Basement) has been on since ${clock}` });
  expect(alert?.["name"]).toBe((await bed.ha.state(LIGHT))?.attributes["friendly_name"]);
  expect(problem.attributes).toMatchObject({ count: 1, severity: "info" });
  expect(String(problem.attributes["description"])).toMatch(/Switch it off/);
  expect((await bed.ha.state("event.alerts"))?.attributes).toMatchObject({ event_type: "fired", alert: "LightsOnAllNight", entity_id: LIGHT });

  // And that is what the real ruler and the real Alertmanager say.
  const ruled = (await bed.prometheus.alerts()).filter(({ labels }) => labels["alertname"] === "LightsOnAllNight");
  expect(ruled).toMatchObject([{ state: "firing", labels: { entity_id: LIGHT, instance: "home" } }]);
  expect((await alertsOf(bed)).map(({ annotations }) => annotations["summary"])).toEqual([alert?.["summary"]]);
  expect(await bed.ha.state(STOPPED)).toMatchObject({ state: "off" });
}, 240_000);

test.each<[string, () => Promise<void>]>([
  [
    "the bridge is killed and started",
    async () => {
      await bed.bridge.kill();
      await bed.bridge.start();
    },
  ],
  [
    "the broker is restarted",
    async () => {
      await bed.ha.broker.stop();
      await bed.ha.broker.start();
    },
  ],
  ["Home Assistant is restarted", () => bed.ha.restart()],
])(
  "when %s, the end state is the same",
  async (_what, happens) => {
    const before = await bed.ha.state(PROBLEM);
    await happens();
    await bed.bridge.untilReady(60_000);
    const after = await bed.ha.untilState(PROBLEM, "on", SHOWN_WITHIN_MS);
    expect(firing(after)).toEqual(firing(before));
    await bed.ha.untilState(COUNT, ({ state }) => Number(state) >= 1, SHOWN_WITHIN_MS);
    await bed.ha.untilState(STOPPED, "off", SHOWN_WITHIN_MS);
  },
  180_000,
);

test("the silence button silences it in Alertmanager, for this light and four hours", async () => {
  const counted = Number((await bed.ha.state(COUNT))?.state);
  await bed.ha.callService("button", "press", { entity_id: SILENCE });
  await until("the silence in Alertmanager", SHOWN_WITHIN_MS, async () => (await bed.alertmanager.silences()).length === 1 || undefined);
  const [silence] = await bed.alertmanager.silences();
  expect(silence).toMatchObject({ createdBy: "Home Assistant", status: { state: "active" } });
  const hours = (Date.parse(silence?.endsAt ?? "") - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(3.9);
  expect(hours).toBeLessThanOrEqual(4);
  await until("the alert to be suppressed", SHOWN_WITHIN_MS, async () => {
    const [alert] = await alertsOf(bed);
    return alert?.status.state === "suppressed" || undefined;
  });
  await bed.ha.untilState(COUNT, ({ state }) => Number(state) === counted - 1, SHOWN_WITHIN_MS);
  const shown = await bed.ha.untilState(PROBLEM, (state) => firing(state)[0]?.["silenced"] === true, SHOWN_WITHIN_MS);
  expect(shown.state).toBe("on");
}, 120_000);

test("switched off, it clears", async () => {
  await bed.ha.turn(LIGHT, "off");
  const cleared = await bed.ha.untilState(PROBLEM, "off", SHOWN_WITHIN_MS * 2);
  expect(cleared.attributes).toMatchObject({ count: 0, alerts: [] });
  await until("the button to be gone", SHOWN_WITHIN_MS, async () => (await bed.ha.state(SILENCE)) === undefined || undefined);
}, 180_000);

test("Alertmanager killed: the dead-man sensor turns on, and off when it is back", async () => {
  expect(await bed.ha.state(STOPPED)).toMatchObject({ state: "off" });
  await bed.alertmanager.kill();
  await bed.ha.untilState(STOPPED, "on", SHOWN_WITHIN_MS);
  await bed.alertmanager.start();
  await bed.ha.untilState(STOPPED, "off", SHOWN_WITHIN_MS * 2);
}, 240_000);

function firing(state: EntityState | undefined): Record<string, unknown>[] {
  return (state?.attributes["alerts"] ?? []) as Record<string, unknown>[];
}

async function alertsOf({ alertmanager }: Bed) {
  return (await alertmanager.alerts()).filter(({ labels }) => labels["alertname"] === "LightsOnAllNight");
}

async function inHouseTime(atMs: number): Promise<string> {
  const { time_zone: timeZone } = await bed.ha.ws<{ time_zone: string }>({ type: "get_config" });
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(atMs);
}
