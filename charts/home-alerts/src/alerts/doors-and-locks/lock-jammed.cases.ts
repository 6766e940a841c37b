import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";
import { lockStates } from "../../testing/locks.ts";

const frontDoor = { entityId: "lock.front_door", friendlyName: "Front door", area: { area: "hall", name: "Hall" }, shows: lockStates };
const labels = { instance: "home", entity_id: "lock.front_door", area: "hall" };
const summary = "Front door (Hall) is jammed";
const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const jammedAt0910: Entity["changes"] = [
  ["2026-03-10 08:00", "unlocked"],
  ["2026-03-10 09:09", "locking"],
  ["2026-03-10 09:10", "jammed"],
];

export const lockJammedCases: readonly AlertCase[] = [
  {
    title: "fires after a minute, until the lock moves again",
    ...day,
    houses: [home({ ...frontDoor, changes: [...jammedAt0910, ["2026-03-10 09:40", "locking"]] })],
    firing: [{ from: "2026-03-10 09:11", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "goes on through a restart of Home Assistant, and tells nothing of the other house",
    ...day,
    houses: [
      { ...home({ ...frontDoor, info: "doubled", changes: jammedAt0910 }), homeAssistantDown: [["2026-03-10 09:30", "2026-03-10 09:35"]] },
      cabin({ ...frontDoor, changes: [["2026-03-10 01:00", "unlocked"]] }),
    ],
    firing: [{ from: "2026-03-10 09:11", to: "2026-03-10 10:00", labels, summary }],
  },
  {
    title: "fires 10 minutes after a start of Home Assistant for a lock that was locked before",
    ...day,
    houses: [
      {
        ...home({
          ...frontDoor,
          changes: [
            ["2026-03-10 08:00", "locked"],
            ["2026-03-10 09:16", "jammed"],
          ],
        }),
        homeAssistantDown: [["2026-03-10 09:10", "2026-03-10 09:15"]],
      },
    ],
    firing: [{ from: "2026-03-10 09:26", to: "2026-03-10 10:00", labels, summary }],
  },
  {
    title: "stays quiet for a lock that jammed for a moment",
    ...day,
    houses: [home({ ...frontDoor, changes: [...jammedAt0910, ["2026-03-10 09:10:59", "locked"]] })],
    firing: [],
  },
  {
    title: "stays quiet for a lock that moves, and for one with alerts_off",
    ...day,
    houses: [
      home(
        { ...frontDoor, entityId: "lock.shed", labels: ["alerts_off"], changes: jammedAt0910 },
        {
          ...frontDoor,
          changes: [
            ["2026-03-10 08:00", "unlocked"],
            ["2026-03-10 09:10", "locking"],
          ],
        },
      ),
    ],
    firing: [],
  },
];
