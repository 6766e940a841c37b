import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "home", entity_id: "sensor.bath", area: "bath" };
const summary = "Bath humidity (Bath) has shown the same since Mon 9 Mar 09:20";

export const sensorStuckCases: readonly AlertCase[] = [
  {
    title: "fires for a sensor that reports the same for 24 hours, until it changes",
    ...day,
    houses: [
      home(
        bath({
          changes: [
            ["2026-03-09 09:20", 61],
            ["2026-03-10 09:40", 62],
          ],
        }),
      ),
      cabin(bath({ changes: [["2026-03-10 00:00", 61]] })),
    ],
    firing: [{ from: "2026-03-10 09:21", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "stays quiet for a change exactly 24 hours ago",
    ...day,
    houses: [home(bath({ changes: [["2026-03-09 09:59", 61]] }))],
    firing: [],
  },
  {
    title: "stays quiet for a sensor that reports nothing, and for one that is unavailable",
    ...day,
    houses: [
      home(
        bath({ reports: "on change", changes: [["2026-03-09 09:20", 61]] }),
        bath({
          entityId: "sensor.gone",
          changes: [
            ["2026-03-09 08:00", 61],
            ["2026-03-09 09:20", "unavailable"],
          ],
        }),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for power, which may be the same, and for what has the label alerts_off",
    ...day,
    houses: [
      home(
        bath({ deviceClass: "power", changes: [["2026-03-09 09:20", 0]] }),
        bath({ entityId: "sensor.off", labels: ["alerts_off"], changes: [["2026-03-09 09:20", 61]] }),
      ),
    ],
    firing: [],
  },
];

function bath(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "sensor.bath",
    friendlyName: "Bath humidity",
    deviceClass: "humidity",
    area: { area: "bath", name: "Bath" },
    shows: { kind: "number", family: "ha_humidity_percent" },
    ...given,
  };
}
