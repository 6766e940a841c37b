import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "home", entity_id: "sensor.ups_runtime" };

export const upsRuntimeLowCases: readonly AlertCase[] = [
  {
    title: "fires when the battery lasts for less than 10 minutes",
    ...day,
    houses: [
      home(
        runtime({
          changes: [
            ["2026-03-10 08:00", 1800],
            ["2026-03-10 09:10", 599],
            ["2026-03-10 09:30", 900],
          ],
        }),
      ),
      cabin(runtime({ changes: [["2026-03-10 01:00", 1800]] })),
    ],
    firing: [{ from: "2026-03-10 09:11", to: "2026-03-10 09:30", labels, summary: "UPS runtime is 9m 59s, less than 10m" }],
  },
  { title: "stays quiet at exactly 10 minutes", ...day, houses: [home(runtime({ changes: [["2026-03-10 08:00", 600]] }))], firing: [] },
  {
    title: "stays quiet where less is enough",
    ...day,
    values: { below: "5m" },
    houses: [home(runtime({ changes: [["2026-03-10 08:00", 599]] }))],
    firing: [],
  },
  {
    title: "stays quiet for a duration without the label, and for one with alerts_off",
    ...day,
    houses: [
      home(
        runtime({ labels: [], changes: [["2026-03-10 08:00", 60]] }),
        runtime({ entityId: "sensor.b", labels: ["ups", "alerts_off"], changes: [["2026-03-10 08:00", 60]] }),
      ),
    ],
    firing: [],
  },
];

function runtime(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "sensor.ups_runtime",
    friendlyName: "UPS runtime",
    deviceClass: "duration",
    labels: ["ups"],
    shows: { kind: "number", family: "ha_duration_seconds" },
    ...given,
  };
}
