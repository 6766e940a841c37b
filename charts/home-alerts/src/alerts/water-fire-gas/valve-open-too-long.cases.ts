import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const valve = {
  entityId: "valve.lawn",
  friendlyName: "Lawn valve",
  labels: ["irrigation"],
  shows: { kind: "set", states: ["closed", "closing", "open", "opening"], atRest: ["closed"] },
} as const;
const labels = { instance: "home", entity_id: "valve.lawn" };
const summary = "Lawn valve has been open since 06:00";
const morning = { from: "2026-07-10 06:30", to: "2026-07-10 08:00" } as const;
const openSince6: Entity["changes"] = [
  ["2026-07-10 06:00", "opening"],
  ["2026-07-10 06:01", "open"],
];

export const valveOpenTooLongCases: readonly AlertCase[] = [
  {
    title: "fires after an hour, until it is closed",
    ...morning,
    houses: [home({ ...valve, changes: [...openSince6, ["2026-07-10 07:39", "closing"], ["2026-07-10 07:40", "closed"]] })],
    firing: [{ from: "2026-07-10 07:00", to: "2026-07-10 07:40", labels, summary }],
  },
  {
    title: "fires for the house whose valve is open, through a restart of Home Assistant and a flap, with a doubled info",
    ...morning,
    houses: [
      {
        ...home({ ...valve, info: "doubled", changes: [...openSince6, ["2026-07-10 07:30", "unavailable"], ["2026-07-10 07:40", "open"]] }),
        homeAssistantDown: [["2026-07-10 07:10", "2026-07-10 07:15"]],
      },
      cabin({ ...valve, changes: [["2026-07-09 22:00", "closed"]] }),
    ],
    firing: [{ from: "2026-07-10 07:00", to: "2026-07-10 08:00", labels, summary }],
  },
  {
    title: "fires sooner where that is asked for",
    ...morning,
    values: { longerThan: "45m", where: { entities: ["valve.l*"] } },
    houses: [home({ ...valve, labels: [], changes: openSince6 })],
    firing: [{ from: "2026-07-10 06:45", to: "2026-07-10 08:00", labels, summary }],
  },
  {
    title: "stays quiet for one that is closed in the sixtieth minute",
    ...morning,
    houses: [home({ ...valve, changes: [...openSince6, ["2026-07-10 06:59:59", "closed"]] })],
    firing: [],
  },
  {
    title: "stays quiet for a main valve without the label, a group and alerts_off",
    ...morning,
    houses: [
      home(
        { ...valve, entityId: "valve.main", labels: [], changes: openSince6 },
        { ...valve, members: 2, changes: openSince6 },
        { ...valve, entityId: "valve.off", labels: ["irrigation", "alerts_off"], changes: openSince6 },
      ),
    ],
    firing: [],
  },
];
