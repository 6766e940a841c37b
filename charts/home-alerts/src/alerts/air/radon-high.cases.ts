import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const sensor = {
  entityId: "sensor.cellar",
  friendlyName: "Cellar radon",
  deviceClass: "radon",
  area: { area: "cellar", name: "Cellar" },
  shows: { kind: "number", family: "ha_radon_bq_per_m3" },
} as const;
const labels = { instance: "home", entity_id: "sensor.cellar", area: "cellar" };
const summary = "Cellar radon (Cellar) has 310 Bq/m³ of radon in the mean of 1h, more than 300 Bq/m³";
const day = { from: "2026-01-10 08:00", to: "2026-01-10 09:30" } as const;

export const radonHighCases: readonly AlertCase[] = [
  {
    title: "fires when 16 of 24 hours are known and their mean is too high",
    from: "2026-01-10 00:00",
    to: "2026-01-10 17:00",
    houses: [home({ ...sensor, changes: [["2026-01-09 00:00", 310]] })],
    firing: [
      {
        from: "2026-01-10 15:50",
        to: "2026-01-10 17:00",
        labels,
        summary: "Cellar radon (Cellar) has 310 Bq/m³ of radon in the mean of 24h, more than 300 Bq/m³",
      },
    ],
  },
  {
    title: "fires for the house with bad air, through a restart of Home Assistant, with a doubled info",
    ...day,
    values: { over: "1h" },
    houses: [
      {
        ...home({ ...sensor, info: "doubled", changes: [["2026-01-10 07:00", 310]] }),
        homeAssistantDown: [["2026-01-10 08:51", "2026-01-10 08:54"]],
      },
      cabin({ ...sensor, changes: [["2026-01-09 20:00", 90]] }),
    ],
    firing: [{ from: "2026-01-10 08:30", to: "2026-01-10 09:30", labels, summary }],
  },
  {
    title: "stays quiet at the limit",
    ...day,
    values: { over: "1h" },
    houses: [home({ ...sensor, changes: [["2026-01-10 07:00", 300]] })],
    firing: [],
  },
  {
    title: "stays quiet for a peak of 10 minutes",
    ...day,
    values: { over: "1h" },
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-01-10 07:00", 90],
          ["2026-01-10 08:40", 900],
          ["2026-01-10 08:50", 90],
        ],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a sensor that is known for too short a time, and for one with alerts_off",
    ...day,
    values: { over: "1h" },
    houses: [
      home(
        {
          ...sensor,
          changes: [
            ["2026-01-10 09:00", 310],
            ["2026-01-10 09:09", "removed"],
          ],
        },
        { ...sensor, entityId: "sensor.off", labels: ["alerts_off"], changes: [["2026-01-10 07:00", 310]] },
      ),
    ],
    firing: [],
  },
];
