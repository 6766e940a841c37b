import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const sensor = {
  entityId: "sensor.bedroom",
  friendlyName: "Bedroom air",
  deviceClass: "carbon_dioxide",
  area: { area: "bedroom", name: "Bedroom" },
  shows: { kind: "number", family: "ha_carbon_dioxide_ppm" },
} as const;
const labels = { instance: "home", entity_id: "sensor.bedroom", area: "bedroom" };
const summary = "Bedroom air (Bedroom) has 1450 ppm of carbon dioxide in the mean of 15m, more than 1400 ppm";
const day = { from: "2026-01-10 08:00", to: "2026-01-10 09:30" } as const;

export const carbonDioxideHighCases: readonly AlertCase[] = [
  {
    title: "fires when two thirds of the time are known and the mean is too high, and for 10 minutes after the mean is low again",
    ...day,
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-01-10 07:00", 1450],
          ["2026-01-10 08:40", 5],
        ],
      }),
    ],
    firing: [{ from: "2026-01-10 08:09", to: "2026-01-10 08:50", labels, summary }],
  },
  {
    title: "fires for the house with bad air, through a restart of Home Assistant, with a doubled info",
    ...day,
    houses: [
      {
        ...home({ ...sensor, info: "doubled", changes: [["2026-01-10 07:00", 1450]] }),
        homeAssistantDown: [["2026-01-10 08:51", "2026-01-10 08:54"]],
      },
      cabin({ ...sensor, changes: [["2026-01-09 20:00", 600]] }),
    ],
    firing: [{ from: "2026-01-10 08:09", to: "2026-01-10 09:30", labels, summary }],
  },
  {
    title: "stays quiet at the limit",
    ...day,
    houses: [home({ ...sensor, changes: [["2026-01-10 07:00", 1400]] })],
    firing: [],
  },
  {
    title: "stays quiet for a peak of 5 minutes",
    ...day,
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-01-10 07:00", 600],
          ["2026-01-10 08:40", 2000],
          ["2026-01-10 08:45", 600],
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
            ["2026-01-10 09:00", 1450],
            ["2026-01-10 09:09", "removed"],
          ],
        },
        { ...sensor, entityId: "sensor.off", labels: ["alerts_off"], changes: [["2026-01-10 07:00", 1450]] },
      ),
    ],
    firing: [],
  },
];
