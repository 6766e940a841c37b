import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const sensor = {
  entityId: "sensor.garage",
  friendlyName: "Garage temperature",
  deviceClass: "temperature",
  area: { area: "garage", name: "Garage" },
  labels: ["frost_watch"],
  shows: { kind: "number", family: "ha_temperature_celsius" },
} as const;
const labels = { instance: "home", entity_id: "sensor.garage", area: "garage" };
const summary = "Garage temperature (Garage) is at 2.9 °C: pipes may freeze";
const night = { from: "2026-01-10 03:00", to: "2026-01-10 04:30" } as const;
const coldSince0310: Entity["changes"] = [
  ["2026-01-10 02:00", 3],
  ["2026-01-10 03:10", 2.9],
];

export const pipesMayFreezeCases: readonly AlertCase[] = [
  {
    title: "fires after 10 minutes below 3 °C, and for 30 minutes after it is warmer",
    ...night,
    houses: [home({ ...sensor, changes: [...coldSince0310, ["2026-01-10 03:40", 3.5]] })],
    firing: [{ from: "2026-01-10 03:20", to: "2026-01-10 04:10", labels, summary }],
  },
  {
    title: "fires for the house that is cold, through a restart of Home Assistant, with a doubled info",
    ...night,
    houses: [
      { ...home({ ...sensor, info: "doubled", changes: coldSince0310 }), homeAssistantDown: [["2026-01-10 03:15", "2026-01-10 03:25"]] },
      cabin({ ...sensor, changes: [["2026-01-09 20:00", 8]] }),
    ],
    firing: [{ from: "2026-01-10 03:20", to: "2026-01-10 04:30", labels, summary }],
  },
  {
    title: "stays quiet at the limit, and when it is colder for 9 minutes",
    ...night,
    houses: [home({ ...sensor, changes: [...coldSince0310, ["2026-01-10 03:19", 3]] })],
    firing: [],
  },
  {
    title: "stays quiet for a sensor without the label, and for one with alerts_off",
    ...night,
    houses: [
      home(
        { ...sensor, labels: [], changes: [["2026-01-10 02:00", -8]] },
        { ...sensor, entityId: "sensor.off", labels: ["frost_watch", "alerts_off"], changes: [["2026-01-10 02:00", -8]] },
      ),
    ],
    firing: [],
  },
];
