import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const basement = { area: "basement", name: "Basement", floor: "lower" };
const lamp = { entityId: "light.cellar", friendlyName: "Cellar lamp", area: basement };
const motion = { entityId: "binary_sensor.cellar_motion", deviceClass: "motion", area: basement };
const labels = { instance: "home", entity_id: "light.cellar", area: "basement", floor: "lower" };
const since2041 = { labels, summary: "Cellar lamp (Basement) has been on since 20:41 and seems forgotten" };
const onSince2041: Entity["changes"] = [["2026-01-14 20:41", "on"]];

export const lightForgottenCases: readonly AlertCase[] = [
  {
    title: "fires three hours into the night for a light of the evening, until the night is over",
    from: "2026-01-15 00:30",
    to: "2026-01-15 06:30",
    houses: [home({ ...lamp, changes: onSince2041 })],
    firing: [{ ...since2041, from: "2026-01-15 01:00", to: "2026-01-15 06:00" }],
  },
  {
    title: "fires three hours after a light was switched on within the night, until it is off",
    from: "2026-01-15 01:30",
    to: "2026-01-15 03:30",
    houses: [
      home({
        ...lamp,
        changes: [
          ["2026-01-14 23:10", "on"],
          ["2026-01-15 03:00", "off"],
        ],
      }),
    ],
    firing: [
      {
        ...since2041,
        summary: "Cellar lamp (Basement) has been on since 23:10 and seems forgotten",
        from: "2026-01-15 02:10",
        to: "2026-01-15 03:00",
      },
    ],
  },
  {
    title: "ends when somebody moves in the area, and fires again when nobody has moved for an hour",
    from: "2026-01-15 01:10",
    to: "2026-01-15 03:00",
    houses: [
      home(
        { ...lamp, changes: onSince2041 },
        {
          ...motion,
          changes: [
            ["2026-01-14 20:00", "off"],
            ["2026-01-15 01:20", "on"],
            ["2026-01-15 01:25", "off"],
          ],
        },
      ),
    ],
    firing: [
      { ...since2041, from: "2026-01-15 01:10", to: "2026-01-15 01:20" },
      { ...since2041, from: "2026-01-15 02:24", to: "2026-01-15 03:00" },
    ],
  },
  {
    title: "looks at nobody who moves in another area or in another house, where it is evening",
    from: "2026-01-15 02:00",
    to: "2026-01-15 03:00",
    houses: [
      home(
        { ...lamp, changes: onSince2041 },
        { ...motion, entityId: "binary_sensor.attic", area: { area: "attic", name: "Attic" }, changes: [["2026-01-15 01:00", "on"]] },
        { ...motion, entityId: "binary_sensor.nowhere", deviceClass: "presence", changes: [["2026-01-15 01:00", "off"]] },
      ),
      cabin({ ...lamp, changes: [["2026-01-14 12:00", "on"]] }, { ...motion, changes: [["2026-01-14 12:00", "on"]] }),
    ],
    firing: [{ ...since2041, from: "2026-01-15 02:00", to: "2026-01-15 03:00" }],
  },
  {
    title: "goes on through a restart of Home Assistant, a flap of the light and a doubled info",
    from: "2026-01-15 02:00",
    to: "2026-01-15 04:00",
    houses: [
      {
        ...home({ ...lamp, info: "doubled", changes: [...onSince2041, ["2026-01-15 03:00", "unavailable"], ["2026-01-15 03:10", "on"]] }),
        homeAssistantDown: [["2026-01-15 02:20", "2026-01-15 02:30"]],
      },
    ],
    firing: [{ ...since2041, from: "2026-01-15 02:00", to: "2026-01-15 04:00" }],
  },
  {
    title: "is sooner where that is asked for",
    from: "2026-01-15 00:00",
    to: "2026-01-15 00:30",
    values: { longerThan: "130m", stillFor: "20m" },
    houses: [
      home(
        { ...lamp, changes: onSince2041 },
        {
          ...motion,
          changes: [
            ["2026-01-15 00:00", "on"],
            ["2026-01-15 00:01", "off"],
          ],
        },
      ),
    ],
    firing: [{ ...since2041, from: "2026-01-15 00:20", to: "2026-01-15 00:30" }],
  },
  {
    title: "stays quiet for a light that has been on for a second less than three hours",
    from: "2026-01-15 01:00",
    to: "2026-01-15 02:11",
    houses: [home({ ...lamp, changes: [["2026-01-14 23:10:01", "on"]] }, { ...lamp, entityId: "light.off", changes: [["2026-01-14 23:10", "off"]] })],
    firing: [],
  },
  {
    title: "stays quiet by day and in the first hours of the night, however long the light has been on",
    from: "2026-01-14 20:00",
    to: "2026-01-15 01:00",
    houses: [{ ...home({ ...lamp, changes: [["2026-01-14 08:00", "on"]] }), windowEndLateMinutes: 3 }],
    firing: [],
  },
  {
    title: "stays quiet for somebody who moves every hour",
    from: "2026-01-15 00:30",
    to: "2026-01-15 03:30",
    houses: [
      home(
        { ...lamp, changes: onSince2041 },
        {
          ...motion,
          deviceClass: "occupancy",
          changes: [
            ["2026-01-15 00:30", "on"],
            ["2026-01-15 00:35", "off"],
            ["2026-01-15 01:34", "on"],
            ["2026-01-15 01:35", "off"],
            ["2026-01-15 02:34", "on"],
          ],
        },
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a group, a light of a device's settings, and one with alerts_off",
    from: "2026-01-15 02:00",
    to: "2026-01-15 02:30",
    houses: [
      home(
        { ...lamp, members: 3, changes: onSince2041 },
        { ...lamp, entityId: "light.plug_led", category: "config", changes: onSince2041 },
        { ...lamp, entityId: "light.hall", labels: ["alerts_off"], changes: onSince2041 },
      ),
    ],
    firing: [],
  },
];
