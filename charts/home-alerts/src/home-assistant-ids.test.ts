import { describe, expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { alertCommandTopic, alertIds, alertsDeviceId, firingIds, snakeCase } from "./home-assistant-ids.ts";

describe("the name of an alert becomes an id", () => {
  test.each([
    ["LightsOnAllNight", "lights_on_all_night"],
    ["FreezerWarm", "freezer_warm"],
    ["CO2High", "co2_high"],
    ["Pm25High", "pm25_high"],
    ["UPSOnBattery", "ups_on_battery"],
    ["WANDown", "wan_down"],
    ["NodeNotReady", "node_not_ready"],
    ["already_snake", "already_snake"],
    ["Some other name: 2", "some_other_name_2"],
    ["Watchdog", "watchdog"],
  ])("%s is %s", (name, id) => expect(snakeCase(name)).toBe(id));

  test("and no two alerts of the catalogue have the same", () => {
    const ids = catalogue.map(({ name }) => snakeCase(name));
    expect(new Set(ids).size).toBe(catalogue.length);
  });
});

test("an alert has a problem sensor and a button that silences it", () => {
  expect(alertIds("LightsOnAllNight")).toEqual({
    problem: "binary_sensor.alert_lights_on_all_night",
    silence: "button.alert_lights_on_all_night_silence",
  });
});

test("one entity that an alert fires for has buttons of its own, named with its domain", () => {
  expect(firingIds("LightsOnAllNight", "light.basement_shelf")).toEqual({
    silence: "button.alert_lights_on_all_night_light_basement_shelf_silence",
    never: "button.alert_lights_on_all_night_light_basement_shelf_never",
  });
});

test("ids of a house hold only what Home Assistant allows, its topics keep its name", () => {
  expect([alertsDeviceId("Beach-House 2"), alertCommandTopic("home")]).toEqual(["tiles_alerts_beach_house_2", "tiles/ha-bridge/home/alerts/command"]);
});
