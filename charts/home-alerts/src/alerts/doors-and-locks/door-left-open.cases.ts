import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const hall = { area: "hall", name: "Hall", floor: "ground" };
const frontDoor = { entityId: "binary_sensor.front_door", deviceClass: "door", friendlyName: "Front door", area: hall };
const labels = { instance: "home", entity_id: "binary_sensor.front_door", area: "hall", floor: "ground" };
const summary = "Front door (Hall) has been open since 09:30";
const porch = { area: "porch", name: "Porch", floor: "ground" };
const moved = { labels: { ...labels, area: "porch" }, summary: "Front door (Porch) has been open since 09:30" };
const morning = { from: "2026-03-10 09:00", to: "2026-03-10 11:00" } as const;
const openedAt0930: Entity["changes"] = [
  ["2026-03-09 12:00", "off"],
  ["2026-03-10 09:30", "on"],
];

export const doorLeftOpenCases: readonly AlertCase[] = [
  {
    title: "fires after 15 minutes, until the door is closed",
    ...morning,
    houses: [home({ ...frontDoor, changes: [...openedAt0930, ["2026-03-10 10:20", "off"]] })],
    firing: [{ from: "2026-03-10 09:45", to: "2026-03-10 10:20", labels, summary }],
  },
  {
    title: "goes on through a restart of Home Assistant, and names the time when it was opened",
    ...morning,
    houses: [{ ...home({ ...frontDoor, changes: openedAt0930 }), homeAssistantDown: [["2026-03-10 09:50", "2026-03-10 09:53"]] }],
    firing: [{ from: "2026-03-10 09:45", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "fires for the house whose door is open, by its own clock, with a doubled info",
    ...morning,
    houses: [
      home({ ...frontDoor, info: "doubled", changes: openedAt0930 }),
      cabin({
        ...frontDoor,
        changes: [
          ["2026-03-09 12:00", "on"],
          ["2026-03-10 03:00", "off"],
        ],
      }),
    ],
    firing: [{ from: "2026-03-10 09:45", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "tells a door whose sensor was moved by its new area alone when Home Assistant goes down soon after",
    ...morning,
    houses: [
      {
        ...home({ ...frontDoor, moved: ["2026-03-10 10:00", porch], changes: openedAt0930 }),
        homeAssistantDown: [["2026-03-10 10:05", "2026-03-10 10:50"]],
      },
    ],
    firing: [
      { from: "2026-03-10 09:45", to: "2026-03-10 10:00", labels, summary },
      { from: "2026-03-10 10:00", to: "2026-03-10 10:19", ...moved },
      { from: "2026-03-10 10:50", to: "2026-03-10 11:00", ...moved },
    ],
  },
  {
    title: "ends when a door is closed after its sensor was moved, though Home Assistant goes down soon after",
    ...morning,
    houses: [
      {
        ...home({ ...frontDoor, moved: ["2026-03-10 10:00", porch], changes: [...openedAt0930, ["2026-03-10 10:03", "off"]] }),
        homeAssistantDown: [["2026-03-10 10:05", "2026-03-10 10:50"]],
      },
    ],
    firing: [
      { from: "2026-03-10 09:45", to: "2026-03-10 10:00", labels, summary },
      { from: "2026-03-10 10:00", to: "2026-03-10 10:03", ...moved },
    ],
  },
  {
    title: "fires after a longer time where that is asked for",
    ...morning,
    values: { longerThan: "1h" },
    houses: [home({ ...frontDoor, changes: openedAt0930 })],
    firing: [{ from: "2026-03-10 10:30", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "stays quiet for a door that is closed in the fifteenth minute",
    ...morning,
    houses: [home({ ...frontDoor, changes: [...openedAt0930, ["2026-03-10 09:44:30", "off"]] })],
    firing: [],
  },
  {
    title: "stays quiet for a window, a door that may stand open, and a door that is opened again and again",
    ...morning,
    houses: [
      home(
        { ...frontDoor, entityId: "binary_sensor.window", deviceClass: "window", changes: openedAt0930 },
        { ...frontDoor, entityId: "binary_sensor.back_door", labels: ["alerts_off"], changes: openedAt0930 },
        {
          ...frontDoor,
          changes: [...openedAt0930, ["2026-03-10 09:44", "off"], ["2026-03-10 09:45", "on"], ["2026-03-10 09:59", "off"]],
        },
      ),
    ],
    firing: [],
  },
];
