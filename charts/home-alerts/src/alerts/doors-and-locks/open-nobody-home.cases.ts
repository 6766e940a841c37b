import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";
import { person } from "../../testing/persons.ts";

const bathWindow = {
  entityId: "binary_sensor.bath_window",
  deviceClass: "window",
  friendlyName: "Bathroom window",
  area: { area: "bath", name: "Bathroom", floor: "upper" },
};
const labels = { instance: "home", entity_id: "binary_sensor.bath_window", area: "bath", floor: "upper" };
const summary = "Bathroom window (Bathroom) has been open since 08:00, and nobody is home";
const day = { from: "2026-03-10 08:40", to: "2026-03-10 09:40" } as const;
const openSince8: Entity["changes"] = [["2026-03-10 08:00", "on"]];
const leftAt9 = person("anna", [
  ["2026-03-09 18:00", "home"],
  ["2026-03-10 09:00", "not_home"],
]);

export const openNobodyHomeCases: readonly AlertCase[] = [
  {
    title: "fires 10 minutes after the last one left, until it is closed",
    ...day,
    houses: [home({ ...bathWindow, changes: [...openSince8, ["2026-03-10 09:30", "off"]] }, leftAt9)],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:30", labels, summary }],
  },
  {
    title: "fires 10 minutes after a door was opened in an empty house",
    from: "2026-03-10 10:00",
    to: "2026-03-10 10:40",
    houses: [
      home(
        {
          ...bathWindow,
          deviceClass: "door",
          changes: [
            ["2026-03-10 08:00", "off"],
            ["2026-03-10 10:12", "on"],
          ],
        },
        leftAt9,
      ),
    ],
    firing: [
      {
        from: "2026-03-10 10:22",
        to: "2026-03-10 10:40",
        labels,
        summary: "Bathroom window (Bathroom) has been open since 10:12, and nobody is home",
      },
    ],
  },
  {
    title: "goes on through a restart of Home Assistant and a flap of the sensor",
    ...day,
    houses: [
      {
        ...home(
          { ...bathWindow, info: "doubled", changes: [...openSince8, ["2026-03-10 09:31", "unavailable"], ["2026-03-10 09:36", "on"]] },
          leftAt9,
        ),
        homeAssistantDown: [["2026-03-10 09:15", "2026-03-10 09:25"]],
      },
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "fires for the house that is empty, not for the one in which somebody is",
    ...day,
    houses: [
      home({ ...bathWindow, changes: openSince8 }, leftAt9),
      cabin({ ...bathWindow, changes: [["2026-03-10 03:00", "on"]] }, person("anna", [["2026-03-09 18:00", "home"]])),
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "stays quiet when somebody is back in the tenth minute",
    ...day,
    houses: [
      home(
        { ...bathWindow, changes: openSince8 },
        person("anna", [
          ["2026-03-09 18:00", "home"],
          ["2026-03-10 09:00", "not_home"],
          ["2026-03-10 09:09:59", "home"],
        ]),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet while one of two is home, and when both were last home and their phones are off",
    ...day,
    houses: [
      home({ ...bathWindow, changes: openSince8 }, leftAt9, person("ben", [["2026-03-09 18:00", "home"]])),
      cabin(
        { ...bathWindow, changes: [["2026-03-10 03:00", "on"]] },
        person("cara", [
          ["2026-03-09 18:00", "home"],
          ["2026-03-10 03:45", "unavailable"],
        ]),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet in a house without persons, and for a group, other sensors and alerts_off",
    ...day,
    houses: [
      cabin({ ...bathWindow, changes: [["2026-03-10 03:00", "on"]] }),
      home(
        { ...bathWindow, members: 3, changes: openSince8 },
        { ...bathWindow, entityId: "binary_sensor.lamp", deviceClass: "light", changes: openSince8 },
        { ...bathWindow, entityId: "binary_sensor.cat_flap", labels: ["alerts_off"], changes: openSince8 },
        leftAt9,
      ),
    ],
    firing: [],
  },
];
