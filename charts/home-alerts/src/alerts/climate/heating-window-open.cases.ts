import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const office = { area: "office", name: "Office" };
const states = ["heating", "idle", "cooling"];
const labels = { instance: "home", entity_id: "climate.office", area: "office" };
const summary = "Radiator (Office) heats or cools, and a window or door has been open there since 09:00";
const day = { from: "2026-01-10 08:50", to: "2026-01-10 10:10" } as const;

function radiator(actions: readonly (readonly [`${number}-${number}-${number} ${string}`, string])[], more: Partial<Entity> = {}): Entity {
  return {
    entityId: "climate.office",
    friendlyName: "Radiator",
    area: office,
    shows: { kind: "set", states: ["off", "heat"], atRest: ["off"] },
    changes: [["2026-01-09 20:00", "heat"]],
    attributes: { ha_climate_hvac_action: { kind: "set", states, changes: actions } },
    ...more,
  };
}

function officeWindow(changes: Entity["changes"], more: Partial<Entity> = {}): Entity {
  return { entityId: "binary_sensor.office_window", deviceClass: "window", area: office, changes, ...more };
}

const heating = radiator([["2026-01-09 20:00", "heating"]]);
const openSince9: Entity["changes"] = [
  ["2026-01-09 20:00", "off"],
  ["2026-01-10 09:00", "on"],
];

export const heatingWindowOpenCases: readonly AlertCase[] = [
  {
    title: "fires after 10 minutes, and for 15 minutes after the window was closed",
    ...day,
    houses: [home(heating, officeWindow([...openSince9, ["2026-01-10 09:40", "off"]]))],
    firing: [{ from: "2026-01-10 09:10", to: "2026-01-10 09:55", labels, summary }],
  },
  {
    title: "goes on through pauses of the thermostat and a restart of Home Assistant, from the window that is open for longest",
    ...day,
    houses: [
      {
        ...home(
          radiator(
            [
              ["2026-01-09 20:00", "cooling"],
              ["2026-01-10 09:20", "idle"],
              ["2026-01-10 09:34", "heating"],
            ],
            { info: "doubled" },
          ),
          officeWindow(openSince9),
          officeWindow([["2026-01-10 09:05", "on"]], { entityId: "binary_sensor.office_door", deviceClass: "door" }),
        ),
        homeAssistantDown: [["2026-01-10 09:50", "2026-01-10 10:00"]],
      },
    ],
    firing: [{ from: "2026-01-10 09:10", to: "2026-01-10 10:10", labels, summary }],
  },
  {
    title: "fires in the house whose window is open, not in the other one that heats",
    ...day,
    houses: [home(heating, officeWindow(openSince9)), cabin(heating, officeWindow([["2026-01-09 20:00", "off"]]))],
    firing: [{ from: "2026-01-10 09:10", to: "2026-01-10 10:10", labels, summary }],
  },
  {
    title: "stays quiet for a window that is open for less than 10 minutes",
    ...day,
    houses: [home(heating, officeWindow([...openSince9, ["2026-01-10 09:09:59", "off"]]))],
    firing: [],
  },
  {
    title: "stays quiet while it does not heat, and for windows of other areas, without an area or with alerts_off",
    ...day,
    houses: [
      home(
        radiator([["2026-01-09 20:00", "idle"]]),
        officeWindow(openSince9),
        radiator([["2026-01-09 20:00", "heating"]], { entityId: "climate.hall", area: { area: "hall", name: "Hall" } }),
        officeWindow(openSince9, { entityId: "binary_sensor.hall_door", area: { area: "hall", name: "Hall" }, labels: ["alerts_off"] }),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a thermostat with alerts_off",
    ...day,
    houses: [home({ ...heating, labels: ["alerts_off"] }, officeWindow(openSince9))],
    firing: [],
  },
];
