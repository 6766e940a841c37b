import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "home", device_id: "d1" };
const summary = "Garden sensor (Garden) has reported nothing since Mon 9 Mar 09:20";

export const deviceSilentCases: readonly AlertCase[] = [
  {
    title: "fires 24 hours after the last report of any of its entities, until the next",
    ...day,
    houses: [
      home(measures("temperature", ["2026-03-09 09:20", 4], ["2026-03-10 09:40", 4.5]), measures("humidity", ["2026-03-09 09:10", 60])),
      cabin(measures("temperature", ["2026-03-10 00:00", 4])),
    ],
    firing: [{ from: "2026-03-10 09:21", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "fires after a longer time where that is asked for",
    ...day,
    values: { longerThan: "48h" },
    houses: [home(measures("temperature", ["2026-03-08 09:20", 4]))],
    firing: [{ from: "2026-03-10 09:21", to: "2026-03-10 10:00", labels, summary: summary.replace("Mon 9", "Sun 8") }],
  },
  {
    title: "stays quiet for a device that reports in time, however long nothing changes",
    ...day,
    houses: [home({ ...measures("temperature", ["2026-03-01 09:00", 4]), reports: "always" }, measures("humidity", ["2026-03-01 09:10", 60]))],
    firing: [],
  },
  {
    title: "stays quiet for a report of exactly 24 hours ago",
    ...day,
    houses: [home(measures("temperature", ["2026-03-09 09:59", 4]))],
    firing: [],
  },
  {
    title: "stays quiet for a device that is unavailable, for a button, and for what has the label alerts_off",
    ...day,
    houses: [
      home(
        measures("temperature", ["2026-03-09 08:00", 4], ["2026-03-09 09:20", "unavailable"]),
        {
          ...measures("temperature", ["2026-03-09 08:00", 1]),
          entityId: "event.button",
          deviceClass: "button",
          facts: { device: "Button", device_id: "d2" },
        },
        {
          ...measures("temperature", ["2026-03-09 08:00", 1]),
          entityId: "sensor.off",
          labels: ["alerts_off"],
          facts: { device: "Off", device_id: "d3" },
        },
      ),
    ],
    firing: [],
  },
];

function measures(what: "temperature" | "humidity", ...changes: Entity["changes"]): Entity {
  const family = { temperature: "ha_temperature_celsius", humidity: "ha_humidity_percent" }[what];
  return {
    entityId: `sensor.garden_${what}`,
    deviceClass: what,
    area: { area: "garden", name: "Garden" },
    shows: { kind: "number", family },
    facts: { device: "Garden sensor", device_id: "d1" },
    reports: "on change",
    changes,
  };
}
