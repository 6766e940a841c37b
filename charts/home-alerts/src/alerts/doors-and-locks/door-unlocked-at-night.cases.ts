import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";
import { lockStates } from "../../testing/locks.ts";

const frontDoor = { entityId: "lock.front_door", friendlyName: "Front door", area: { area: "hall", name: "Hall" }, shows: lockStates };
const labels = { instance: "home", entity_id: "lock.front_door", area: "hall" };
const summary = "Front door (Hall) has not been locked since 17:05, and it is night";
const evening = { from: "2026-03-10 21:50", to: "2026-03-10 23:00" } as const;
const unlockedSince1705: Entity["changes"] = [["2026-03-10 17:05", "unlocked"]];

export const doorUnlockedAtNightCases: readonly AlertCase[] = [
  {
    title: "fires 10 minutes into the night, until it is locked",
    ...evening,
    houses: [home({ ...frontDoor, changes: [...unlockedSince1705, ["2026-03-10 22:39", "locking"], ["2026-03-10 22:40", "locked"]] })],
    firing: [{ from: "2026-03-10 22:10", to: "2026-03-10 22:40", labels, summary }],
  },
  {
    title: "fires for a lock that jammed when it was locked in the night",
    ...evening,
    houses: [
      home({
        ...frontDoor,
        changes: [
          ["2026-03-10 17:05", "locked"],
          ["2026-03-10 22:15", "unlocked"],
          ["2026-03-10 22:20", "locking"],
          ["2026-03-10 22:21", "jammed"],
        ],
      }),
    ],
    firing: [
      { from: "2026-03-10 22:25", to: "2026-03-10 23:00", labels, summary: "Front door (Hall) has not been locked since 22:15, and it is night" },
    ],
  },
  {
    title: "goes on through a restart of Home Assistant, a flap of the lock and a doubled info",
    ...evening,
    houses: [
      {
        ...home({
          ...frontDoor,
          info: "doubled",
          changes: [...unlockedSince1705, ["2026-03-10 22:40", "unavailable"], ["2026-03-10 22:50", "unlocked"]],
        }),
        homeAssistantDown: [["2026-03-10 22:20", "2026-03-10 22:25"]],
      },
    ],
    firing: [{ from: "2026-03-10 22:10", to: "2026-03-10 23:00", labels, summary }],
  },
  {
    title: "fires in the house where it is night, not in the one where it is afternoon",
    from: "2026-03-10 22:30",
    to: "2026-03-10 23:00",
    houses: [home({ ...frontDoor, changes: unlockedSince1705 }), cabin({ ...frontDoor, changes: [["2026-03-10 12:00", "unlocked"]] })],
    firing: [{ from: "2026-03-10 22:30", to: "2026-03-10 23:00", labels, summary }],
  },
  {
    title: "stays quiet for one that is locked in the tenth minute of the night, and opened for less in the night",
    ...evening,
    houses: [
      home({
        ...frontDoor,
        changes: [...unlockedSince1705, ["2026-03-10 22:09:59", "locked"], ["2026-03-10 22:20", "unlocked"], ["2026-03-10 22:29:59", "locked"]],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet by day",
    from: "2026-03-10 21:00",
    to: "2026-03-10 22:10",
    houses: [home({ ...frontDoor, changes: unlockedSince1705 })],
    firing: [],
  },
  {
    title: "stays quiet for a group and for what is labelled alerts_off",
    ...evening,
    houses: [
      home(
        { ...frontDoor, members: 2, changes: unlockedSince1705 },
        { ...frontDoor, entityId: "lock.shed", labels: ["alerts_off"], changes: unlockedSince1705 },
      ),
    ],
    firing: [],
  },
];
