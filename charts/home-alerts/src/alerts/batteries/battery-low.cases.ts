import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

/** A Saturday in Berlin, when it is night in New York. */
const saturday = { from: "2026-03-14 09:30", to: "2026-03-14 20:30" } as const;
const allDay = { from: "2026-03-14 10:00", to: "2026-03-14 20:00" } as const;
const morning = { from: "2026-03-14 09:30", to: "2026-03-14 11:00" } as const;
const sinceTen = { from: "2026-03-14 10:00", to: "2026-03-14 11:00" } as const;
const labels = { instance: "home" };

export const batteryLowCases: readonly AlertCase[] = [
  {
    title: "tells all low batteries of a house on Saturday from 10 to 20 o'clock, the emptiest first",
    ...saturday,
    houses: [home(battery("front_door", 14), battery("valve", 5.4), battery("full", 80), lowSensor("smoke", "on"), lowSensor("leak", "off"))],
    firing: [
      { ...allDay, labels, summary: "3 batteries are low in home: smoke battery (Hall), valve battery (Hall) 5 %, front_door battery (Hall) 14 %" },
    ],
  },
  {
    title: "keeps to the clocks of each house",
    from: "2026-03-14 09:30",
    to: "2026-03-14 16:00",
    houses: [home(battery("valve", 80)), cabin(battery("valve", 5))],
    firing: [
      {
        from: "2026-03-14 15:00",
        to: "2026-03-14 16:00",
        labels: { instance: "cabin" },
        summary: "1 battery is low in cabin: valve battery (Hall) 5 %",
      },
    ],
  },
  {
    title: "tells a battery that died within the week, with its last charge, and one without a name by its id",
    ...morning,
    houses: [
      home(
        {
          ...battery("valve", 9),
          changes: [
            ["2026-03-14 09:00", 9],
            ["2026-03-14 09:35", "unavailable"],
          ],
        },
        { ...battery("clock", 3), info: "missing" },
      ),
    ],
    firing: [{ ...sinceTen, labels, summary: "2 batteries are low in home: sensor.clock_battery 3 %, valve battery (Hall) 9 %" }],
  },
  {
    title: "counts a battery that was moved and died within the week once, by its new area",
    ...morning,
    from: "2026-03-14 07:30",
    houses: [
      home({
        ...battery("valve", 9),
        moved: ["2026-03-14 08:10", { area: "attic", name: "Attic" }],
        changes: [
          ["2026-03-14 07:00", 9],
          ["2026-03-14 09:40", "unavailable"],
        ],
      }),
    ],
    firing: [{ ...sinceTen, labels, summary: "1 battery is low in home: valve battery (Attic) 9 %" }],
  },
  {
    title: "names no more than 20 and counts all",
    ...morning,
    houses: [home(...Array.from({ length: 21 }, (_, index) => battery(`a${index + 1}`, 1 + index / 2)))],
    firing: [
      {
        ...sinceTen,
        labels,
        summary: `21 batteries are low in home: ${Array.from({ length: 20 }, (_, index) => `a${index + 1} battery (Hall) ${roundedHalfToEven(1 + index / 2)} %`).join(", ")} and more`,
      },
    ],
  },
  {
    title: "takes another day, hour and limit",
    from: "2026-03-10 17:30",
    to: "2026-03-10 18:30",
    values: { weekday: 2, hour: 18, below: 30 },
    houses: [home({ ...battery("valve", 29), changes: [["2026-03-10 08:00", 29]] })],
    firing: [{ from: "2026-03-10 18:00", to: "2026-03-10 18:30", labels, summary: "1 battery is low in home: valve battery (Hall) 29 %" }],
  },
  { title: "stays quiet with a charge of exactly 15 %", ...morning, houses: [home(battery("valve", 15))], firing: [] },
  {
    title: "stays quiet on Friday",
    from: "2026-03-13 09:30",
    to: "2026-03-13 11:00",
    houses: [home({ ...battery("valve", 5), changes: [["2026-03-13 09:00", 5]] })],
    firing: [],
  },
  {
    title: "stays quiet for a phone, for what has the label alerts_off, and for a battery that was taken out of Home Assistant",
    ...morning,
    houses: [
      home(
        { ...battery("phone", 5), facts: { integration: "mobile_app" } },
        { ...battery("off", 5), labels: ["alerts_off"] },
        {
          ...battery("old", 5),
          changes: [
            ["2026-03-14 09:00", 5],
            ["2026-03-14 09:35", "removed"],
          ],
        },
      ),
    ],
    firing: [],
  },
];

function battery(name: string, percent: number): Entity {
  return {
    entityId: `sensor.${name}_battery`,
    friendlyName: `${name} battery`,
    deviceClass: "battery",
    area: { area: "hall", name: "Hall" },
    shows: { kind: "number", family: "ha_battery_percent" },
    changes: [["2026-03-14 00:00", percent]],
  };
}

function lowSensor(name: string, state: "on" | "off"): Entity {
  return {
    entityId: `binary_sensor.${name}_battery`,
    friendlyName: `${name} battery`,
    deviceClass: "battery",
    area: { area: "hall", name: "Hall" },
    changes: [["2026-03-14 00:00", state]],
  };
}

/** As Go's printf does. */
function roundedHalfToEven(value: number): number {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}
