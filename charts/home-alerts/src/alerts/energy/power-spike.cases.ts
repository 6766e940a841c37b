import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

/** Hours in place of days: the rule is the same. */
const day = { from: "2026-03-10 05:00", to: "2026-03-10 10:00" } as const;
const hours = { over: "4h" } as const;
const labels = { instance: "home", entity_id: "sensor.mains" };

export const powerSpikeCases: readonly AlertCase[] = [
  {
    title: "fires after 10 minutes of three times the usual power",
    ...day,
    values: hours,
    houses: [
      home(
        mains({
          changes: [
            ["2026-03-10 04:00", 900],
            ["2026-03-10 09:10", 2701],
            ["2026-03-10 09:21", 900],
          ],
        }),
      ),
      cabin(mains({ changes: [["2026-03-09 22:00", 900]] })),
    ],
    firing: [{ from: "2026-03-10 09:20", to: "2026-03-10 09:21", labels, summary: "Mains is at 2701 W, more than 3 times what is usual" }],
  },
  {
    title: "stays quiet at exactly three times the usual power, and for 9 minutes of more",
    ...day,
    values: hours,
    houses: [
      home(
        mains({
          changes: [
            ["2026-03-10 04:00", 900],
            ["2026-03-10 09:10", 2700],
            ["2026-03-10 09:21", 900],
          ],
        }),
        mains({
          entityId: "sensor.b",
          changes: [
            ["2026-03-10 04:00", 900],
            ["2026-03-10 09:10", 5000],
            ["2026-03-10 09:19", 900],
          ],
        }),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a kettle in an empty house, without the label, and with alerts_off",
    ...day,
    values: hours,
    houses: [
      home(
        mains({
          changes: [
            ["2026-03-10 04:00", 50],
            ["2026-03-10 09:10", 1900],
          ],
        }),
        mains({
          entityId: "sensor.b",
          labels: [],
          changes: [
            ["2026-03-10 04:00", 50],
            ["2026-03-10 09:10", 5000],
          ],
        }),
        mains({
          entityId: "sensor.c",
          labels: ["mains", "alerts_off"],
          changes: [
            ["2026-03-10 04:00", 50],
            ["2026-03-10 09:10", 5000],
          ],
        }),
      ),
    ],
    firing: [],
  },
];

function mains(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "sensor.mains",
    friendlyName: "Mains",
    deviceClass: "power",
    labels: ["mains"],
    shows: { kind: "number", family: "ha_power_watts" },
    ...given,
  };
}
