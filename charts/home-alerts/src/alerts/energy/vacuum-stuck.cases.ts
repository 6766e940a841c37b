import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "home", entity_id: "vacuum.robby" };
const summary = "Robby is stuck or has another error";

export const vacuumStuckCases: readonly AlertCase[] = [
  {
    title: "fires after 5 minutes of error, until it goes on, with an unavailable flap in between",
    ...day,
    houses: [
      home(
        robby({
          changes: [
            ["2026-03-10 08:00", "cleaning"],
            ["2026-03-10 09:10", "error"],
            ["2026-03-10 09:20", "unavailable"],
            ["2026-03-10 09:24", "error"],
            ["2026-03-10 09:40", "returning"],
          ],
        }),
      ),
      cabin(robby({ changes: [["2026-03-10 01:00", "docked"]] })),
    ],
    firing: [{ from: "2026-03-10 09:15", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "stays quiet when it is freed after 4 minutes",
    ...day,
    houses: [
      home(
        robby({
          changes: [
            ["2026-03-10 09:10", "error"],
            ["2026-03-10 09:14", "cleaning"],
          ],
        }),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet while it cleans for an hour, for what has the label alerts_off, and just after a start of Home Assistant",
    ...day,
    houses: [
      {
        ...home(
          robby({ changes: [["2026-03-10 08:00", "cleaning"]] }),
          robby({ entityId: "vacuum.b", labels: ["alerts_off"], changes: [["2026-03-10 08:00", "error"]] }),
          robby({
            entityId: "vacuum.c",
            changes: [
              ["2026-03-10 09:20", "error"],
              ["2026-03-10 09:34", "docked"],
            ],
          }),
        ),
        homeAssistantDown: [["2026-03-10 09:15", "2026-03-10 09:20"]],
      },
    ],
    firing: [],
  },
];

function robby(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "vacuum.robby",
    friendlyName: "Robby",
    shows: { kind: "set", states: ["cleaning", "docked", "idle", "paused", "returning", "error"], atRest: ["docked"] },
    ...given,
  };
}
