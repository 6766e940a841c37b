import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";
import { person } from "../../testing/persons.ts";

const lamp = { entityId: "light.kitchen", friendlyName: "Kitchen lamp", area: { area: "kitchen", name: "Kitchen" } };
const labels = { instance: "home", entity_id: "light.kitchen", area: "kitchen" };
const summary = "Kitchen lamp (Kitchen) has been on since 08:10, and nobody is home";
const onSince0810: Entity["changes"] = [["2026-03-10 08:10", "on"]];
const day = { from: "2026-03-10 08:30", to: "2026-03-10 10:00" } as const;
const annaLeft = person("anna", [
  ["2026-03-09 18:00", "home"],
  ["2026-03-10 08:40", "not_home"],
]);
const benLeft = person("ben", [
  ["2026-03-09 18:00", "home"],
  ["2026-03-10 08:50", "not_home"],
]);

export const lightsOnNobodyHomeCases: readonly AlertCase[] = [
  {
    title: "fires 15 minutes after the last person left, until one is back",
    ...day,
    houses: [
      home(
        { ...lamp, changes: onSince0810 },
        annaLeft,
        person("ben", [
          ["2026-03-09 18:00", "home"],
          ["2026-03-10 08:50", "not_home"],
          ["2026-03-10 09:20", "Work"],
          ["2026-03-10 09:40", "home"],
        ]),
      ),
    ],
    firing: [{ from: "2026-03-10 09:05", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "fires for the house that is empty, and not for the one with somebody in it",
    ...day,
    houses: [
      home({ ...lamp, changes: onSince0810 }, annaLeft, benLeft),
      cabin({ ...lamp, changes: [["2026-03-10 01:00", "on"]] }, person("anna", [["2026-03-09 18:00", "home"]])),
    ],
    firing: [{ from: "2026-03-10 09:05", to: "2026-03-10 10:00", labels, summary }],
  },
  {
    title: "goes on through a restart of Home Assistant and when a phone is switched off",
    ...day,
    houses: [
      {
        ...home(
          { ...lamp, info: "doubled", changes: onSince0810 },
          annaLeft,
          person("ben", [
            ["2026-03-10 08:00", "not_home"],
            ["2026-03-10 08:45", "unknown"],
          ]),
        ),
        homeAssistantDown: [["2026-03-10 09:20", "2026-03-10 09:30"]],
      },
    ],
    firing: [{ from: "2026-03-10 08:55", to: "2026-03-10 10:00", labels, summary }],
  },
  {
    title: "stays quiet when somebody is back in the fifteenth minute",
    ...day,
    houses: [
      home(
        { ...lamp, changes: onSince0810 },
        annaLeft,
        person("ben", [
          ["2026-03-09 18:00", "home"],
          ["2026-03-10 08:50", "not_home"],
          ["2026-03-10 09:04:59", "home"],
        ]),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a light that is on for less than 15 minutes in an empty house",
    ...day,
    houses: [
      home(
        {
          ...lamp,
          changes: [
            ["2026-03-10 09:20", "on"],
            ["2026-03-10 09:34:59", "off"],
          ],
        },
        annaLeft,
        benLeft,
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for somebody who sleeps with the phone off",
    ...day,
    houses: [
      home(
        { ...lamp, changes: onSince0810 },
        annaLeft,
        person("ben", [
          ["2026-03-09 18:00", "home"],
          ["2026-03-10 08:45", "unknown"],
        ]),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet in a house without persons, and for groups, settings of devices and alerts_off",
    ...day,
    houses: [
      cabin({ ...lamp, changes: onSince0810 }),
      home(
        { ...lamp, members: 2, changes: onSince0810 },
        { ...lamp, entityId: "light.led", category: "config", changes: onSince0810 },
        { ...lamp, entityId: "light.hall", labels: ["alerts_off"], changes: onSince0810 },
        annaLeft,
        benLeft,
      ),
    ],
    firing: [],
  },
];
