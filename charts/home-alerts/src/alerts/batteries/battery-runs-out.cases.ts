import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

/** Hours in place of days: the rule is the same. */
const day = { from: "2026-03-10 09:00", to: "2026-03-10 11:00" } as const;
const soon = { within: "7h", over: "1h", for: "30m" } as const;
const labels = { instance: "home", entity_id: "sensor.lock_battery" };

export const batteryRunsOutCases: readonly AlertCase[] = [
  {
    title: "fires when the line through the last hour reaches nothing within 7",
    ...day,
    to: "2026-03-10 09:55",
    values: soon,
    houses: [home(lock({ changes: [["2026-03-10 08:00", { from: 2, perHour: -0.25 }]] })), cabin(lock({ changes: [["2026-03-10 02:00", 39]] }))],
    // One sample is no line: the first is laid at 09:01, and reaches nothing at 16:00.
    firing: [{ from: "2026-03-10 09:31", to: "2026-03-10 09:55", labels, summary: "Lock battery is at 2 % and will be empty within 7h" }],
  },
  {
    title: "stays quiet for a line that reaches nothing a little later",
    ...day,
    values: soon,
    houses: [home(lock({ changes: [["2026-03-10 08:00", { from: 39, perHour: -4 }]] }))],
    firing: [],
  },
  {
    title: "stays quiet for a battery that falls as fast with a charge of 40 % and more",
    ...day,
    values: soon,
    houses: [home(lock({ changes: [["2026-03-10 08:00", { from: 60, perHour: -6 }]] }))],
    firing: [],
  },
  {
    title: "stays quiet for one that was changed, and for what has the label alerts_off",
    ...day,
    values: soon,
    houses: [
      home(
        lock({
          changes: [
            ["2026-03-10 08:00", { from: 39, perHour: -4.9 }],
            ["2026-03-10 09:20", 100],
          ],
        }),
        lock({ entityId: "sensor.off", labels: ["alerts_off"], changes: [["2026-03-10 08:00", { from: 39, perHour: -4.9 }]] }),
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
    shows: { kind: "number", family: "ha_battery_percent" },
    ...given,
  };
}
