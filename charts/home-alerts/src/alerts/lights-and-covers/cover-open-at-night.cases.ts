import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const shutter = {
  entityId: "cover.bedroom",
  friendlyName: "Shutter",
  deviceClass: "shutter",
  area: { area: "bedroom", name: "Bedroom", floor: "upper" },
  shows: { kind: "set", states: ["closed", "closing", "open", "opening"], atRest: ["closed"] },
} as const;
const labels = { instance: "home", entity_id: "cover.bedroom", area: "bedroom", floor: "upper" };
const summary = "Shutter (Bedroom) is still open, since 07:00";
const evening = { from: "2026-03-10 21:50", to: "2026-03-10 23:20" } as const;
const openSince7: Entity["changes"] = [["2026-03-10 07:00", "open"]];

/** The bridge's window for the dark hours, as it is on that evening. */
const darkFrom18 = [
  {
    name: "ha_window_active",
    labels: { window: "dark" },
    changes: [
      ["2026-03-10 17:00", 0],
      ["2026-03-10 18:50", 1],
    ],
  },
  {
    name: "ha_window_start_seconds",
    labels: { window: "dark" },
    changes: [
      ["2026-03-10 17:00", at("2026-03-09T17:48:00Z")],
      ["2026-03-10 18:50", at("2026-03-10T17:50:00Z")],
    ],
  },
  {
    name: "ha_window_end_seconds",
    labels: { window: "dark" },
    changes: [
      ["2026-03-10 17:00", at("2026-03-10T05:40:00Z")],
      ["2026-03-10 18:50", at("2026-03-11T05:38:00Z")],
    ],
  },
] as const;

export const coverOpenAtNightCases: readonly AlertCase[] = [
  {
    title: "fires 15 minutes into the night, until the shutter is closed",
    ...evening,
    houses: [home({ ...shutter, changes: [...openSince7, ["2026-03-10 22:59", "closing"], ["2026-03-10 23:00", "closed"]] })],
    firing: [{ from: "2026-03-10 22:15", to: "2026-03-10 23:00", labels, summary }],
  },
  {
    title: "fires in the dark of a house that has a window for it, also for an awning",
    from: "2026-03-10 18:30",
    to: "2026-03-10 19:30",
    houses: [{ ...home({ ...shutter, deviceClass: "awning", changes: openSince7 }), series: darkFrom18 }],
    firing: [{ from: "2026-03-10 19:05", to: "2026-03-10 19:30", labels, summary }],
  },
  {
    title: "fires for one that is opened in the night, 15 minutes later, through a restart and with a doubled info",
    ...evening,
    houses: [
      {
        ...home({
          ...shutter,
          info: "doubled",
          changes: [
            ["2026-03-10 20:00", "closed"],
            ["2026-03-10 22:29", "opening"],
            ["2026-03-10 22:30", "open"],
          ],
        }),
        homeAssistantDown: [["2026-03-10 22:50", "2026-03-10 23:00"]],
      },
    ],
    firing: [{ from: "2026-03-10 22:44", to: "2026-03-10 23:20", labels, summary: "Shutter (Bedroom) is still open, since 22:29" }],
  },
  {
    title: "fires in the house where it is night, not in the one where it is afternoon",
    from: "2026-03-10 22:30",
    to: "2026-03-10 23:00",
    houses: [home({ ...shutter, changes: openSince7 }), cabin({ ...shutter, changes: openSince7 })],
    firing: [{ from: "2026-03-10 22:30", to: "2026-03-10 23:00", labels, summary }],
  },
  {
    title: "stays quiet for a shutter that is closed in the fifteenth minute of the night, or of being open",
    ...evening,
    houses: [
      home({
        ...shutter,
        changes: [...openSince7, ["2026-03-10 22:14:30", "closed"], ["2026-03-10 22:20", "open"], ["2026-03-10 22:34:30", "closed"]],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet in the dark hours before the night when there is no window for them, and while the store shows an old start",
    from: "2026-03-10 20:30",
    to: "2026-03-10 22:15",
    houses: [{ ...home({ ...shutter, changes: openSince7 }), windowEndLateMinutes: 3 }],
    firing: [],
  },
  {
    title: "stays quiet for a curtain, a group and a shutter with alerts_off",
    ...evening,
    houses: [
      home(
        { ...shutter, deviceClass: "curtain", changes: openSince7 },
        { ...shutter, entityId: "cover.all", members: 4, changes: openSince7 },
        { ...shutter, entityId: "cover.attic", labels: ["alerts_off"], changes: openSince7 },
      ),
    ],
    firing: [],
  },
];

function at(utc: string): number {
  return Date.parse(utc) / 1000;
}
