import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const sensor = {
  entityId: "sensor.boiler_room",
  deviceClass: "carbon_monoxide",
  friendlyName: "Boiler room CO",
  area: { area: "boiler", name: "Boiler room" },
  shows: { kind: "number", family: "ha_carbon_monoxide_ppm" },
} as const;
const labels = { instance: "home", entity_id: "sensor.boiler_room", area: "boiler" };
const summary = "Boiler room CO (Boiler room) measures 51 ppm of carbon monoxide, more than 50 ppm";
const night = { from: "2026-03-10 03:00", to: "2026-03-10 04:30" } as const;
const highSince0310: Entity["changes"] = [
  ["2026-03-10 02:00", 0],
  ["2026-03-10 03:10", 51],
];

export const carbonMonoxideHighCases: readonly AlertCase[] = [
  {
    title: "fires after 3 minutes, and for 10 minutes after the air is good again",
    ...night,
    houses: [home({ ...sensor, changes: [...highSince0310, ["2026-03-10 03:40", 20]] })],
    firing: [{ from: "2026-03-10 03:13", to: "2026-03-10 03:50", labels, summary }],
  },
  {
    title: "goes on for a sensor that falls silent, and for Home Assistant that goes down",
    ...night,
    houses: [
      {
        ...home({ ...sensor, changes: [...highSince0310, ["2026-03-10 03:15", "unavailable"]] }),
        homeAssistantDown: [["2026-03-10 03:40", "2026-03-10 04:20"]],
      },
    ],
    firing: [{ from: "2026-03-10 03:13", to: "2026-03-10 04:30", labels, summary }],
  },
  {
    title: "fires for the house with bad air, with a doubled info, and ends when the sensor was removed",
    ...night,
    houses: [
      home({ ...sensor, info: "doubled", changes: [...highSince0310, ["2026-03-10 03:30", "removed"]] }),
      cabin({ ...sensor, changes: [["2026-03-09 20:00", 3]] }),
    ],
    firing: [{ from: "2026-03-10 03:13", to: "2026-03-10 03:59", labels, summary }],
  },
  {
    title: "fires above another limit where that is asked for",
    ...night,
    values: { above: 9, for: "8m" },
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-03-10 02:00", 9],
          ["2026-03-10 03:10", 10],
        ],
      }),
    ],
    firing: [
      {
        from: "2026-03-10 03:18",
        to: "2026-03-10 04:30",
        labels,
        summary: "Boiler room CO (Boiler room) measures 10 ppm of carbon monoxide, more than 9 ppm",
      },
    ],
  },
  {
    title: "stays quiet at the limit, and for a peak of 2 minutes",
    ...night,
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-03-10 02:00", 50],
          ["2026-03-10 03:10", 120],
          ["2026-03-10 03:12:59", 40],
        ],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a sensor with alerts_off, and for one that fell silent in good air",
    ...night,
    houses: [
      home(
        { ...sensor, labels: ["alerts_off"], changes: highSince0310 },
        {
          ...sensor,
          entityId: "sensor.hall",
          changes: [
            ["2026-03-10 02:00", 5],
            ["2026-03-10 03:10", "unavailable"],
          ],
        },
      ),
    ],
    firing: [],
  },
];
