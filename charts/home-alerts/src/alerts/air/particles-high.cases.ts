import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const sensor = {
  entityId: "sensor.kitchen",
  friendlyName: "Kitchen air",
  deviceClass: "pm25",
  area: { area: "kitchen", name: "Kitchen" },
  shows: { kind: "number", family: "ha_pm25_ug_per_m3" },
} as const;
const labels = { instance: "home", entity_id: "sensor.kitchen", area: "kitchen" };
const summary = "Kitchen air (Kitchen) has 36 µg/m³ of particles (PM2.5) in the mean of 1h, more than 35 µg/m³";
const day = { from: "2026-01-10 08:00", to: "2026-01-10 09:30" } as const;

export const particlesHighCases: readonly AlertCase[] = [
  {
    title: "fires when two thirds of the time are known and the mean is too high, and for 10 minutes after the mean is low again",
    ...day,
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-01-10 07:00", 35.55],
          ["2026-01-10 09:00", 0],
        ],
      }),
    ],
    firing: [{ from: "2026-01-10 08:39", to: "2026-01-10 09:10", labels, summary }],
  },
  {
    title: "fires for the house with bad air, through a restart of Home Assistant, with a doubled info",
    ...day,
    houses: [
      {
        ...home({ ...sensor, info: "doubled", changes: [["2026-01-10 07:00", 36]] }),
        homeAssistantDown: [["2026-01-10 08:51", "2026-01-10 08:54"]],
      },
      cabin({ ...sensor, changes: [["2026-01-09 20:00", 8]] }),
    ],
    firing: [{ from: "2026-01-10 08:39", to: "2026-01-10 09:30", labels, summary }],
  },
  {
    title: "stays quiet at the limit",
    ...day,
    houses: [home({ ...sensor, changes: [["2026-01-10 07:00", 35]] })],
    firing: [],
  },
  {
    title: "stays quiet for a frying pan",
    ...day,
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-01-10 07:00", 8],
          ["2026-01-10 08:40", 200],
          ["2026-01-10 08:45", 8],
        ],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a sensor that is known for too short a time, and for one with alerts_off",
    ...day,
    houses: [
      home(
        {
          ...sensor,
          changes: [
            ["2026-01-10 09:00", 36],
            ["2026-01-10 09:09", "removed"],
          ],
        },
        { ...sensor, entityId: "sensor.off", labels: ["alerts_off"], changes: [["2026-01-10 07:00", 36]] },
      ),
    ],
    firing: [],
  },
];
