import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const fridge = {
  entityId: "sensor.fridge",
  friendlyName: "Fridge",
  area: { area: "kitchen", name: "Kitchen" },
  shows: { kind: "number", family: "ha_temperature_celsius" },
  deviceClass: "temperature",
  labels: ["fridge"],
} as const;
const labels = { instance: "home", entity_id: "sensor.fridge", area: "kitchen" };
const summary = "Fridge (Kitchen) is at 8.1 °C, warmer than 8 °C";
const day = { from: "2026-03-10 09:00", to: "2026-03-10 11:00" } as const;
const warmSince0910: Entity["changes"] = [
  ["2026-03-10 08:00", 5],
  ["2026-03-10 09:10", 8.1],
];

export const fridgeWarmCases: readonly AlertCase[] = [
  {
    title: "fires after an hour above 8 °C, and for 10 minutes after it is cold again",
    ...day,
    houses: [home({ ...fridge, changes: [...warmSince0910, ["2026-03-10 10:30", 7]] })],
    firing: [{ from: "2026-03-10 10:10", to: "2026-03-10 10:40", labels, summary }],
  },
  {
    title: "fires for the house whose fridge is warm, although Home Assistant restarts within the hour, with a doubled info",
    ...day,
    houses: [
      { ...home({ ...fridge, info: "doubled", changes: warmSince0910 }), homeAssistantDown: [["2026-03-10 09:40", "2026-03-10 09:50"]] },
      cabin({ ...fridge, changes: [["2026-03-10 01:00", 5]] }),
    ],
    firing: [{ from: "2026-03-10 10:10", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "stays quiet when it was warm for 59 minutes, and at the limit",
    ...day,
    houses: [home({ ...fridge, changes: [...warmSince0910, ["2026-03-10 10:09", 8]] })],
    firing: [],
  },
  {
    title: "stays quiet for a warm sensor without the label, and for one with alerts_off",
    ...day,
    houses: [
      home(
        { ...fridge, labels: [], changes: [["2026-03-10 08:00", 21]] },
        { ...fridge, entityId: "sensor.off", labels: ["fridge", "alerts_off"], changes: [["2026-03-10 08:00", 21]] },
      ),
    ],
    firing: [],
  },
];
