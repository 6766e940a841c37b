import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const sensor = {
  entityId: "binary_sensor.washing_machine",
  deviceClass: "moisture",
  friendlyName: "Leak sensor",
  area: { area: "laundry", name: "Laundry", floor: "lower" },
};
const labels = { instance: "home", entity_id: "binary_sensor.washing_machine", area: "laundry", floor: "lower" };
const summary = "Leak sensor (Laundry) has been wet since 09:10";
const bathroom = { area: "bathroom", name: "Bathroom", floor: "lower" };
const day = { from: "2026-03-10 09:00", to: "2026-03-10 11:00" } as const;
const wetSince0910: Entity["changes"] = [
  ["2026-03-10 08:00", "off"],
  ["2026-03-10 09:10", "on"],
];

export const waterLeakCases: readonly AlertCase[] = [
  {
    title: "fires at once, and for 10 minutes after it is dry",
    ...day,
    houses: [home({ ...sensor, changes: [...wetSince0910, ["2026-03-10 09:40", "off"]] })],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:51", labels, summary }],
  },
  {
    title: "goes on for a sensor that dies while it is wet, also through a restart of Home Assistant after which it is unknown",
    ...day,
    houses: [
      {
        ...home({ ...sensor, changes: [...wetSince0910, ["2026-03-10 09:20", "unavailable"], ["2026-03-10 10:10", "unknown"]] }),
        homeAssistantDown: [["2026-03-10 10:00", "2026-03-10 10:10"]],
      },
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "goes on when Home Assistant goes down with the sensor and when the bridge does",
    ...day,
    houses: [
      {
        ...home({ ...sensor, changes: wetSince0910 }),
        homeAssistantDown: [["2026-03-10 09:15", "2026-03-10 10:00"]],
        bridgeAway: [["2026-03-10 10:05", "2026-03-10 10:50"]],
      },
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "ends a day after a sensor died wet",
    from: "2026-03-10 09:00",
    to: "2026-03-11 10:00",
    houses: [home({ ...sensor, changes: [...wetSince0910, ["2026-03-10 09:20", "unavailable"]] })],
    firing: [
      { from: "2026-03-10 09:10", to: "2026-03-11 03:11", labels, summary },
      { from: "2026-03-11 03:11", to: "2026-03-11 09:29", labels, summary: "Leak sensor (Laundry) has been wet since Tue 10 Mar 09:10" },
    ],
  },
  {
    title: "tells a sensor that was moved and died wet by its new area alone, hours later as well",
    from: "2026-03-10 09:00",
    to: "2026-03-10 14:00",
    houses: [home({ ...sensor, moved: ["2026-03-10 09:30", bathroom], changes: [...wetSince0910, ["2026-03-10 09:40", "unavailable"]] })],
    firing: [
      // For `keepFiringFor` the one with the area of before goes on.
      { from: "2026-03-10 09:10", to: "2026-03-10 09:40", labels, summary },
      {
        from: "2026-03-10 09:30",
        to: "2026-03-10 14:00",
        labels: { ...labels, area: "bathroom" },
        summary: "Leak sensor (Bathroom) has been wet since 09:10",
      },
    ],
  },
  {
    title: "stays quiet for a sensor that was moved while wet and dried before it died",
    from: "2026-03-10 10:00",
    to: "2026-03-10 11:00",
    houses: [
      home({
        ...sensor,
        moved: ["2026-03-10 09:30", bathroom],
        changes: [...wetSince0910, ["2026-03-10 09:40", "off"], ["2026-03-10 10:10", "unavailable"]],
      }),
    ],
    firing: [],
  },
  {
    title: "ends half an hour after a wet sensor was removed",
    ...day,
    houses: [home({ ...sensor, changes: [...wetSince0910, ["2026-03-10 09:30", "removed"]] })],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:59", labels, summary }],
  },
  {
    title: "fires in the minute in which Home Assistant has started, for the house that is wet, with a doubled info",
    ...day,
    houses: [
      { ...home({ ...sensor, info: "doubled", changes: wetSince0910 }), homeAssistantDown: [["2026-03-10 09:05", "2026-03-10 09:10"]] },
      cabin({ ...sensor, changes: [["2026-03-10 01:00", "off"]] }),
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "stays quiet for a sensor that dies dry, after it was wet and dry again",
    from: "2026-03-10 10:00",
    to: "2026-03-10 11:00",
    houses: [home({ ...sensor, changes: [...wetSince0910, ["2026-03-10 09:40", "off"], ["2026-03-10 10:10", "unavailable"]] })],
    firing: [],
  },
  {
    title: "stays quiet for other sensors, and for what is labelled alerts_off",
    ...day,
    houses: [
      home(
        { ...sensor, entityId: "binary_sensor.lamp", deviceClass: "light", changes: wetSince0910 },
        { ...sensor, labels: ["alerts_off"], changes: wetSince0910 },
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a wet sensor with alerts_off while Home Assistant is down for long as well",
    ...day,
    houses: [
      { ...home({ ...sensor, labels: ["alerts_off"], changes: wetSince0910 }), homeAssistantDown: [["2026-03-10 09:30", "2026-03-10 10:40"]] },
    ],
    firing: [],
  },
];
