import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 11:30" } as const;
const labels = { instance: "home", entity_id: "sensor.washer" };
const summary = "Washer has finished";

export const washerFinishedCases: readonly AlertCase[] = [
  {
    title: "fires when it has been idle for 5 minutes, for an hour",
    ...day,
    houses: [
      home(
        washer({
          changes: [
            ["2026-03-10 08:50", 300],
            ["2026-03-10 10:00", 2],
          ],
        }),
      ),
      cabin(washer({ changes: [["2026-03-09 08:50", 2]] })),
    ],
    firing: [{ from: "2026-03-10 10:04", to: "2026-03-10 11:04", labels, summary }],
  },
  {
    title: "ends when it runs again",
    ...day,
    houses: [
      home(
        washer({
          changes: [
            ["2026-03-10 08:50", 300],
            ["2026-03-10 10:00", 2],
            ["2026-03-10 10:30", 300],
          ],
        }),
      ),
    ],
    firing: [{ from: "2026-03-10 10:04", to: "2026-03-10 10:30", labels, summary }],
  },
  {
    title: "stays quiet while it rests for 4 minutes between washing and spinning",
    ...day,
    houses: [
      home(
        washer({
          changes: [
            ["2026-03-10 08:50", 300],
            ["2026-03-10 10:00", 2],
            ["2026-03-10 10:04", 300],
          ],
        }),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a lamp in the machine, without the label, and with alerts_off",
    ...day,
    houses: [
      home(
        washer({
          changes: [
            ["2026-03-10 08:50", 2],
            ["2026-03-10 09:50", 100],
            ["2026-03-10 10:00", 2],
          ],
        }),
        washer({
          entityId: "sensor.b",
          labels: [],
          changes: [
            ["2026-03-10 08:50", 300],
            ["2026-03-10 10:00", 2],
          ],
        }),
        washer({
          entityId: "sensor.c",
          labels: ["washer", "alerts_off"],
          changes: [
            ["2026-03-10 08:50", 300],
            ["2026-03-10 10:00", 2],
          ],
        }),
      ),
    ],
    firing: [],
  },
];

function washer(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "sensor.washer",
    friendlyName: "Washer",
    deviceClass: "power",
    labels: ["washer"],
    shows: { kind: "number", family: "ha_power_watts" },
    ...given,
  };
}
