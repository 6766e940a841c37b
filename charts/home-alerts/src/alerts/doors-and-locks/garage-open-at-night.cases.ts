import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const garage = {
  entityId: "cover.garage",
  friendlyName: "Garage door",
  deviceClass: "garage",
  shows: { kind: "set", states: ["closed", "closing", "open", "opening"], atRest: ["closed"] },
} as const;
const labels = { instance: "home", entity_id: "cover.garage" };
const summary = "Garage door has been open since 18:20, and it is night";
const evening = { from: "2026-03-10 21:50", to: "2026-03-10 23:00" } as const;
const openSince1820: Entity["changes"] = [["2026-03-10 18:20", "open"]];

export const garageOpenAtNightCases: readonly AlertCase[] = [
  {
    title: "fires 10 minutes into the night, until it is closed",
    ...evening,
    houses: [home({ ...garage, changes: [...openSince1820, ["2026-03-10 22:39", "closing"], ["2026-03-10 22:40", "closed"]] })],
    firing: [{ from: "2026-03-10 22:10", to: "2026-03-10 22:40", labels, summary }],
  },
  {
    title: "fires for a sensor of a garage door and for a gate, but not for any other sensor or cover",
    ...evening,
    houses: [
      home(
        { entityId: "binary_sensor.garage", friendlyName: "Garage", deviceClass: "garage_door", changes: [["2026-03-10 18:20", "on"]] },
        { ...garage, deviceClass: "gate", changes: openSince1820 },
        { entityId: "binary_sensor.door", deviceClass: "door", changes: [["2026-03-10 18:20", "on"]] },
        { ...garage, entityId: "cover.blind", deviceClass: "blind", changes: openSince1820 },
      ),
    ],
    firing: [
      { from: "2026-03-10 22:10", to: "2026-03-10 23:00", labels, summary },
      {
        from: "2026-03-10 22:10",
        to: "2026-03-10 23:00",
        labels: { ...labels, entity_id: "binary_sensor.garage" },
        summary: "Garage has been open since 18:20, and it is night",
      },
    ],
  },
  {
    title: "fires for one that is opened in the night, through a restart and a gap of the bridge",
    ...evening,
    houses: [
      {
        ...home({
          ...garage,
          info: "doubled",
          changes: [
            ["2026-03-10 18:20", "closed"],
            ["2026-03-10 22:20", "opening"],
            ["2026-03-10 22:21", "open"],
          ],
        }),
        homeAssistantDown: [["2026-03-10 22:33", "2026-03-10 22:36"]],
        bridgeAway: [["2026-03-10 22:40", "2026-03-10 22:50"]],
      },
    ],
    firing: [{ from: "2026-03-10 22:30", to: "2026-03-10 23:00", labels, summary: "Garage door has been open since 22:20, and it is night" }],
  },
  {
    title: "fires in the house where it is night, not in the one where it is afternoon",
    from: "2026-03-10 22:30",
    to: "2026-03-10 23:00",
    houses: [home({ ...garage, changes: openSince1820 }), cabin({ ...garage, changes: [["2026-03-10 12:00", "open"]] })],
    firing: [{ from: "2026-03-10 22:30", to: "2026-03-10 23:00", labels, summary }],
  },
  {
    title: "stays quiet for one that is closed in the tenth minute of the night, and again when it was open for less",
    ...evening,
    houses: [
      home({
        ...garage,
        changes: [...openSince1820, ["2026-03-10 22:09:59", "closed"], ["2026-03-10 22:20", "opening"], ["2026-03-10 22:29:59", "closed"]],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet by day, and while the store shows the new night's start before its end",
    from: "2026-03-10 21:00",
    to: "2026-03-10 22:10",
    houses: [{ ...home({ ...garage, changes: openSince1820 }), windowEndLateMinutes: 5 }],
    firing: [],
  },
  {
    title: "stays quiet for a group and for what is labelled alerts_off",
    ...evening,
    houses: [
      home(
        { ...garage, members: 2, changes: openSince1820 },
        { ...garage, entityId: "cover.carport", labels: ["alerts_off"], changes: openSince1820 },
      ),
    ],
    firing: [],
  },
];
