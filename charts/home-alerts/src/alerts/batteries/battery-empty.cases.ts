import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:30" } as const;
const labels = { instance: "home", entity_id: "sensor.lock_battery", area: "hall" };

export const batteryEmptyCases: readonly AlertCase[] = [
  {
    title: "fires after 30 minutes under 5 %, until it is changed",
    ...day,
    houses: [
      home(
        lock({
          changes: [
            ["2026-03-10 08:00", 6],
            ["2026-03-10 09:10", 4],
            ["2026-03-10 10:10", 100],
          ],
        }),
      ),
      cabin(lock({ changes: [["2026-03-10 01:00", 90]] })),
    ],
    firing: [{ from: "2026-03-10 09:40", to: "2026-03-10 10:10", labels, summary: "Lock battery (Hall) is empty, at 4 %" }],
  },
  {
    title: "fires for a low battery that went away",
    ...day,
    houses: [
      home(
        lock({
          changes: [
            ["2026-03-10 08:00", 14],
            ["2026-03-10 09:10", "unavailable"],
          ],
        }),
      ),
    ],
    firing: [{ from: "2026-03-10 09:40", to: "2026-03-10 10:30", labels, summary: "Lock battery (Hall) is empty, at 14 %" }],
  },
  {
    title: "fires for one that only says that it is low",
    ...day,
    houses: [
      home({
        entityId: "binary_sensor.smoke_battery",
        friendlyName: "Smoke battery",
        deviceClass: "battery",
        changes: [
          ["2026-03-10 08:00", "off"],
          ["2026-03-10 09:10", "on"],
        ],
      }),
    ],
    firing: [
      {
        from: "2026-03-10 09:40",
        to: "2026-03-10 10:30",
        labels: { instance: "home", entity_id: "binary_sensor.smoke_battery" },
        summary: "Smoke battery is empty",
      },
    ],
  },
  {
    title: "stays quiet at exactly 5 %, and at 14 % while it is there",
    ...day,
    houses: [home(lock({ changes: [["2026-03-10 08:00", 5]] }), lock({ entityId: "sensor.b", changes: [["2026-03-10 08:00", 14]] }))],
    firing: [],
  },
  {
    title: "stays quiet for a full one that went away, and for a dip of 29 minutes",
    ...day,
    houses: [
      home(
        lock({
          changes: [
            ["2026-03-10 08:00", 15],
            ["2026-03-10 09:10", "unavailable"],
          ],
        }),
        lock({
          entityId: "sensor.b",
          changes: [
            ["2026-03-10 08:00", 50],
            ["2026-03-10 09:10", 0],
            ["2026-03-10 09:39", 50],
          ],
        }),
      ),
    ],
    firing: [],
  },
];

function lock(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "sensor.lock_battery",
    friendlyName: "Lock battery",
    deviceClass: "battery",
    area: { area: "hall", name: "Hall" },
    shows: { kind: "number", family: "ha_battery_percent" },
    ...given,
  };
}
