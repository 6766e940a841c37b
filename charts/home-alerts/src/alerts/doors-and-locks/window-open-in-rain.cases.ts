import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const skylight = { entityId: "binary_sensor.skylight", deviceClass: "window", friendlyName: "Skylight", area: { area: "attic", name: "Attic" } };
const labels = { instance: "home", entity_id: "binary_sensor.skylight", area: "attic" };
const summary = "Skylight (Attic) has been open since 08:00, and it rains";
const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const openSince8: Entity["changes"] = [["2026-03-10 08:00", "on"]];

function weather(changes: Entity["changes"]): Entity {
  return { entityId: "weather.home", shows: { kind: "set", states: ["cloudy", "pouring", "rainy", "sunny"] }, changes };
}

function rainGauge(changes: Entity["changes"]): Entity {
  return {
    entityId: "sensor.rain",
    deviceClass: "precipitation_intensity",
    shows: { kind: "number", family: "ha_precipitation_intensity_mm_per_hour" },
    changes,
  };
}

const rainFrom0920: Entity["changes"] = [
  ["2026-03-10 08:00", "cloudy"],
  ["2026-03-10 09:20", "rainy"],
];

export const windowOpenInRainCases: readonly AlertCase[] = [
  {
    title: "fires when it begins to rain, while it pours, until the window is closed",
    ...day,
    houses: [
      home({ ...skylight, changes: [...openSince8, ["2026-03-10 09:40", "off"]] }, weather([...rainFrom0920, ["2026-03-10 09:30", "pouring"]])),
    ],
    firing: [{ from: "2026-03-10 09:20", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "fires while a sensor measures rain, whatever the weather forecast says",
    ...day,
    houses: [
      home(
        { ...skylight, info: "doubled", changes: openSince8 },
        weather([["2026-03-10 08:00", "sunny"]]),
        rainGauge([
          ["2026-03-10 08:00", 0],
          ["2026-03-10 09:10", 0.2],
          ["2026-03-10 09:30", 0],
        ]),
      ),
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:30", labels, summary }],
  },
  {
    title: "fires in the house where it rains, through a restart of Home Assistant",
    ...day,
    houses: [
      { ...home({ ...skylight, changes: openSince8 }, weather(rainFrom0920)), homeAssistantDown: [["2026-03-10 09:30", "2026-03-10 09:35"]] },
      cabin({ ...skylight, changes: [["2026-03-10 01:00", "on"]] }, weather([["2026-03-10 01:00", "cloudy"]])),
    ],
    firing: [{ from: "2026-03-10 09:20", to: "2026-03-10 10:00", labels, summary }],
  },
  {
    title: "stays quiet for a window that is open for less than 5 minutes in the rain",
    ...day,
    houses: [
      home(
        {
          ...skylight,
          changes: [
            ["2026-03-10 09:25", "on"],
            ["2026-03-10 09:29:59", "off"],
          ],
        },
        weather(rainFrom0920),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet while it does not rain, and where nothing knows the weather",
    ...day,
    houses: [
      home({ ...skylight, changes: openSince8 }, weather([["2026-03-10 08:00", "cloudy"]]), rainGauge([["2026-03-10 08:00", 0]])),
      cabin({ ...skylight, changes: [["2026-03-10 01:00", "on"]] }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a window that came up open with a start of Home Assistant, a group, a door and alerts_off",
    from: "2026-03-10 09:35",
    to: "2026-03-10 09:45",
    houses: [
      {
        ...home(
          {
            ...skylight,
            changes: [
              ["2026-03-10 08:00", "off"],
              ["2026-03-10 09:35", "on"],
            ],
          },
          { ...skylight, entityId: "binary_sensor.all_windows", members: 3, changes: openSince8 },
          { ...skylight, entityId: "binary_sensor.front_door", deviceClass: "door", changes: openSince8 },
          { ...skylight, entityId: "binary_sensor.roofed", labels: ["alerts_off"], changes: openSince8 },
          weather(rainFrom0920),
        ),
        homeAssistantDown: [["2026-03-10 09:30", "2026-03-10 09:35"]],
      },
    ],
    firing: [],
  },
];
