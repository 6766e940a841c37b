import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:45" } as const;
const labels = { instance: "home", entity_id: "sensor.iron", area: "laundry" };
const summary = "Iron (Laundry) has been in use for a long time, with up to 1800 W";

export const applianceLeftOnCases: readonly AlertCase[] = [
  {
    title: "fires after 45 minutes, until 10 minutes after it was switched off",
    ...day,
    houses: [
      home(
        iron({
          changes: [
            ["2026-03-10 08:00", 0],
            ["2026-03-10 09:10", 1800],
            ["2026-03-10 10:20", 0],
          ],
        }),
      ),
      cabin(iron({ changes: [["2026-03-10 01:00", 0]] })),
    ],
    firing: [{ from: "2026-03-10 09:55", to: "2026-03-10 10:29", labels, summary }],
  },
  {
    title: "fires although its thermostat rests for 9 minutes and Home Assistant restarts",
    ...day,
    houses: [
      {
        ...home(
          iron({
            changes: [
              ["2026-03-10 09:10", 1800],
              ["2026-03-10 09:20", 2],
              ["2026-03-10 09:29", 1800],
            ],
          }),
        ),
        homeAssistantDown: [["2026-03-10 09:40", "2026-03-10 09:44"]],
      },
    ],
    firing: [{ from: "2026-03-10 09:55", to: "2026-03-10 10:45", labels, summary }],
  },
  {
    title: "stays quiet for 35 minutes of ironing, and for two parts with a quarter of an hour between them",
    ...day,
    houses: [
      home(
        iron({
          changes: [
            ["2026-03-10 09:10", 1800],
            ["2026-03-10 09:45", 0],
          ],
        }),
        iron({
          entityId: "sensor.oven",
          changes: [
            ["2026-03-10 09:05", 1800],
            ["2026-03-10 09:35", 0],
            ["2026-03-10 09:50", 1800],
            ["2026-03-10 10:20", 0],
          ],
        }),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet at exactly 500 W, without the label, and with alerts_off",
    ...day,
    houses: [
      home(
        iron({ changes: [["2026-03-10 09:00", 500]] }),
        iron({ entityId: "sensor.b", labels: [], changes: [["2026-03-10 09:00", 1800]] }),
        iron({ entityId: "sensor.c", labels: ["watch_power", "alerts_off"], changes: [["2026-03-10 09:00", 1800]] }),
      ),
    ],
    firing: [],
  },
];

function iron(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "sensor.iron",
    friendlyName: "Iron",
    deviceClass: "power",
    area: { area: "laundry", name: "Laundry" },
    labels: ["watch_power"],
    shows: { kind: "number", family: "ha_power_watts" },
    ...given,
  };
}
