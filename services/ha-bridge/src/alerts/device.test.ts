import { checkDevice } from "@tiles/hass-mqtt/check-device";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { viewOf } from "../core/alerts/alert-view.ts";
import { boardWith, lamp } from "../core/alerts/alerts.testing.ts";
import { alertDevice, deviceId } from "./device.ts";

const options = { instance: "home", version: "1.0", canSilence: true };
const house = { nameOf: (entityId: string) => (entityId === "light.cellar" ? "Cellar lamp" : undefined), areaOf: () => undefined };

function deviceWith(...names: readonly string[]) {
  const board = boardWith(...names.map((alertname) => ({ alert: lamp({ alertname }) })));
  return alertDevice(viewOf({ ...board, names: names.map((name) => ({ name, lastMs: 0 })) }, [], house), options);
}

describe("the device of a house's alerts", () => {
  test("has the entities that dashboards and blueprints know by name", () => {
    const { device } = deviceWith("LightsOnAllNight");
    expect(device).toMatchObject({ id: "tiles_alerts_home", name: "House alerts" });
    expect(Object.values(device.components).map(({ defaultEntityId }) => defaultEntityId)).toEqual([
      "sensor.alerts_critical",
      "sensor.alerts_warning",
      "sensor.alerts_info",
      "event.alerts",
      "binary_sensor.alerting_stopped",
      "binary_sensor.alert_lights_on_all_night",
      "button.alert_lights_on_all_night_silence",
      "button.alert_lights_on_all_night_light_cellar_silence",
      "button.alert_lights_on_all_night_light_cellar_never",
    ]);
    expect(device.components["alert_lights_on_all_night_light_cellar_silence"]?.name).toBe('Cellar lamp: silence "Lights on all night" for 4 h');
  });

  test.each(["温度が高い", "Disk  full (NAS)!", "_", "x".repeat(200), "DoorSilence"])(
    "is one that Home Assistant takes, with an alert named %.30s",
    (name) => {
      expect(() => checkDevice(deviceWith(name, "LightsOnAllNight").device)).not.toThrow();
    },
  );

  test("is one that Home Assistant takes, whatever alerts and entities are called", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 120 });
    const name = fc.oneof(text, fc.stringMatching(/^[A-Za-z0-9 _-]{1,120}$/));
    const entityId = fc.stringMatching(/^[a-z0-9_]{1,40}\.[a-z0-9_]{1,200}$/);
    fc.assert(
      fc.property(fc.array(fc.record({ alertname: name, entity_id: entityId }), { maxLength: 5 }), (labels) => {
        const board = boardWith(...labels.map((of) => ({ alert: lamp(of) })));
        const names = labels.map(({ alertname }) => ({ name: alertname, lastMs: 0 }));
        const { device } = alertDevice(viewOf({ ...board, names }, [], house), options);
        checkDevice(device);
        expect(JSON.stringify(device).isWellFormed()).toBe(true);
      }),
    );
  });

  test("keeps an alert's own entity when a button of another would have its id", () => {
    const { device, actions } = deviceWith("Hot", "HotLightCellarNever");
    const sensors = Object.values(device.components).filter(({ platform }) => platform === "binary_sensor");
    expect(sensors).toHaveLength(3);
    expect([...actions.keys()].every((component) => device.components[component]?.platform === "button")).toBe(true);
  });

  test.each([
    ["home", "tiles_alerts_home"],
    ["My.House-2", "tiles_alerts_my_house_2"],
  ])("of house %s is %s", (instance, id) => {
    expect(deviceId(instance)).toBe(id);
  });
});
