import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOUSE_DEVICES } from "./home-assistant/house-devices.ts";
import { startHomeAssistant, type HomeAssistant } from "./home-assistant/start-home-assistant.ts";
import { fetchText } from "./process/http.ts";

const WITHIN_MS = 120_000;

let house: HomeAssistant;
let other: HomeAssistant;

beforeAll(async () => {
  [house, other] = await Promise.all([startHomeAssistant(), startHomeAssistant()]);
}, WITHIN_MS);

afterAll(async () => {
  const pids = [house.pid(), other.pid(), house.broker.pid(), other.broker.pid()];
  await Promise.all([house[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
  expect([...pids.filter((pid) => existsSync(`/proc/${pid}`)), existsSync(house.configDir)]).toEqual([false]);
}, WITHIN_MS);

test("has every entity of the house, and none of those in the broker is unavailable", async () => {
  const states = new Map((await house.states()).map((state) => [state.entity_id, state.state]));
  const wanted = HOUSE_DEVICES.flatMap((device) => device.entities.map((entity) => entity.entityId));
  expect(wanted.filter((id) => (states.get(id) ?? "unavailable") === "unavailable")).toEqual([]);
});

test("has entities of more than 50 domains", async () => {
  const domains = new Set((await house.states()).map((state) => state.entity_id.split(".")[0]));
  expect(domains.size).toBeGreaterThan(50);
});

test("has the basement's lights in an area on the basement floor", async () => {
  type Area = { area_id: string; floor_id: string | null };
  const areas = await house.ws<Area[]>({ type: "config/area_registry/list" });
  const devices = await house.ws<{ name: string; area_id: string | null }[]>({ type: "config/device_registry/list" });
  const area = devices.find((device) => device.name === "Basement lights")?.area_id;
  expect(areas.find((each) => each.area_id === area)).toMatchObject({ area_id: "basement", floor_id: "basement" });
});

test("switches a group of lights, and the house beside it stays dark", async () => {
  await house.callService("light", "turn_on", { entity_id: "light.basement_lights", brightness: 100 });
  const lit = await house.untilState("light.basement_workbench", "on");
  expect([lit.attributes["brightness"], (await other.state("light.basement_workbench"))?.state]).toEqual([100, "off"]);
});

test.each([
  ["lock.unlock", "lock.house_door", "unlocked", {}],
  ["cover.open_cover", "cover.garage_gate", "open", {}],
  ["climate.set_hvac_mode", "climate.living_room", "off", { hvac_mode: "off" }],
  ["fan.turn_on", "fan.kitchen_hood", "on", {}],
  ["valve.open_valve", "valve.water_main", "open", {}],
  ["alarm_control_panel.alarm_arm_away", "alarm_control_panel.house", "armed_away", {}],
  ["vacuum.start", "vacuum.robot", "cleaning", {}],
  ["lawn_mower.start_mowing", "lawn_mower.garden", "mowing", {}],
  ["siren.turn_on", "siren.hall", "on", {}],
  ["humidifier.turn_on", "humidifier.bedroom", "on", {}],
  ["water_heater.set_operation_mode", "water_heater.bathroom", "performance", { operation_mode: "performance" }],
])("%s reaches %s", async (action, entity_id, state, data) => {
  const [domain = "", service = ""] = action.split(".");
  await house.callService(domain, service, { entity_id, ...data });
  expect((await house.untilState(entity_id, state)).state).toBe(state);
});

test("shows what is published for an entity", async () => {
  await house.setMqtt("sensor.kitchen_temperature", "25.5");
  expect((await house.untilState("sensor.kitchen_temperature", "25.5")).attributes["unit_of_measurement"]).toBe("°C");
});

test("makes a device unavailable and available again", async () => {
  await house.setDeviceAvailable("freezer", false);
  await house.untilState("sensor.freezer_temperature", "unavailable");
  await house.setDeviceAvailable("freezer", true);
  await house.untilState("sensor.freezer_temperature", "-18.6");
});

test("makes load entities, changes, renames, moves, silences and removes them", async () => {
  const { indexes } = (await house.callService("loadgen", "add", { numbers: 3, binaries: 1, enums: 1 }, true)) as { indexes: number[] };
  const [first, second] = indexes.map((index) => `sensor.load_${index}`);
  await house.untilState(`sensor.load_${indexes[4]}`, () => true);
  await house.callService("loadgen", "set", { entity_id: first, state: 3.25, attributes: { note: "x" } });
  expect(await house.state(first ?? "")).toMatchObject({ state: "3.25", attributes: { note: "x" } });
  await house.callService("loadgen", "set_available", { entity_id: first, available: false });
  expect((await house.state(first ?? ""))?.state).toBe("unavailable");
  await house.callService("loadgen", "rename", { entity_id: second, new_entity_id: "sensor.load_renamed" });
  await house.untilState("sensor.load_renamed", () => true);
  await house.callService("loadgen", "move", { entity_id: "sensor.load_renamed", area_id: "kitchen" });
  expect(await house.ws({ type: "config/entity_registry/get", entity_id: "sensor.load_renamed" })).toMatchObject({ area_id: "kitchen" });
  await house.callService("loadgen", "remove", { entity_id: "sensor.load_renamed" });
  expect(await house.state("sensor.load_renamed")).toBeUndefined();
});

test("makes as many changes at once as asked", async () => {
  const before = await changes(house, 0);
  expect((await changes(house, 500)) - before).toBe(500);
});

test("gives tokens to an owner and to people without rights, and takes them back", async () => {
  const owner = await house.createToken("bridge");
  const user = await house.createToken("guest", "user");
  expect(await Promise.all([status(owner, "/api/config"), status(user, "/api/config"), status(user, "/api/error_log")])).toEqual([200, 200, 401]);
  await house.revokeToken(owner);
  expect(await status(owner, "/api/config")).toBe(401);
});

test("answers in Prometheus text", async () => {
  expect(await house.prometheus()).toContain("light_brightness_percent");
});

test("knows its lights, its tokens and its load entities after a restart", { timeout: WITHIN_MS }, async () => {
  await house.restart();
  await house.untilState("light.basement_workbench", "on");
  await house.untilState("sensor.load_0", (state) => state.state !== "unavailable");
});

test("starts again after it was killed, on the same address", { timeout: WITHIN_MS }, async () => {
  await house.kill();
  await house.start();
  expect(await status(house.token, "/api/config")).toBe(200);
});

async function changes(at: HomeAssistant, count: number): Promise<number> {
  return ((await at.callService("loadgen", "burst", { changes: count }, true)) as { changes: number }).changes;
}

async function status(token: string, path: string): Promise<number> {
  return fetchText(`${house.url}${path}`, { headers: { authorization: `Bearer ${token}` } }).then(
    () => 200,
    (error: Error) => Number(/: (\d{3}) /.exec(error.message)?.[1]),
  );
}
