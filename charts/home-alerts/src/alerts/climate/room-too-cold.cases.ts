import type { AlertCase, Entity, OtherSeries } from "../../testing/alert-case.ts";
import { areaSeries } from "../../testing/areas.ts";
import { cabin, home } from "../../testing/houses.ts";

const nursery = { area: "nursery", name: "Nursery", floor: "upper" };
const labels = { instance: "home", area: "nursery", floor: "upper" };
const summary = "Nursery is at 15.9 °C, colder than 16 °C";
const day = { from: "2026-01-10 09:00", to: "2026-01-10 11:00" } as const;
const tooColdSince0910: OtherSeries["changes"] = [
  ["2026-01-10 08:00", 20],
  ["2026-01-10 09:10", 15.9],
];
const sensor = {
  entityId: "sensor.nursery",
  deviceClass: "temperature",
  area: nursery,
  shows: { kind: "number", family: "ha_temperature_celsius" },
  changes: [["2026-01-10 08:00", 10]],
} as const satisfies Entity;

export const roomTooColdCases: readonly AlertCase[] = [
  {
    title: "fires after 30 minutes, and for 15 minutes after it is better",
    ...day,
    houses: [{ ...home(), series: areaSeries(nursery, { temperature: [...tooColdSince0910, ["2026-01-10 10:20", 16]] }) }],
    firing: [{ from: "2026-01-10 09:40", to: "2026-01-10 10:35", labels, summary }],
  },
  {
    title: "fires for the house that is too cold, through a restart of Home Assistant, also when one of its sensors has alerts_off",
    ...day,
    houses: [
      {
        ...home(sensor, { ...sensor, entityId: "sensor.aquarium", labels: ["alerts_off"] }),
        series: areaSeries(nursery, { temperature: tooColdSince0910 }),
        homeAssistantDown: [["2026-01-10 09:50", "2026-01-10 10:00"]],
      },
      { ...cabin(), series: areaSeries(nursery, { temperature: [["2026-01-09 20:00", 20]] }) },
    ],
    firing: [{ from: "2026-01-10 09:40", to: "2026-01-10 11:00", labels, summary }],
  },
  {
    title: "tells an area that was moved to another floor by that floor alone when Home Assistant goes down soon after",
    ...day,
    values: { for: "0m", keepFiringFor: "0m" },
    houses: [
      {
        ...home(),
        series: [
          ...areaSeries(nursery, { temperature: [...tooColdSince0910, ["2026-01-10 10:00", "ended"]] }),
          ...areaSeries({ ...nursery, floor: "attic" }, { temperature: [["2026-01-10 10:00", 15.9]] }),
        ],
        homeAssistantDown: [["2026-01-10 10:05", "2026-01-10 10:40"]],
      },
    ],
    firing: [
      { from: "2026-01-10 09:10", to: "2026-01-10 10:00", labels, summary },
      { from: "2026-01-10 10:00", to: "2026-01-10 10:19", labels: { ...labels, floor: "attic" }, summary },
      { from: "2026-01-10 10:40", to: "2026-01-10 11:00", labels: { ...labels, floor: "attic" }, summary },
    ],
  },
  {
    title: "fires at another limit, in the areas that are asked for",
    ...day,
    values: { below: 20, where: { areas: ["nursery"] }, for: "10m" },
    houses: [
      {
        ...home(),
        series: [
          ...areaSeries(nursery, { temperature: tooColdSince0910 }),
          ...areaSeries({ area: "hall", name: "Hall" }, { temperature: [["2026-01-10 08:00", 10]] }),
        ],
      },
    ],
    firing: [{ from: "2026-01-10 09:20", to: "2026-01-10 11:00", labels, summary: "Nursery is at 15.9 °C, colder than 20 °C" }],
  },
  {
    title: "stays quiet at the limit, and when it is too cold for 29 minutes",
    ...day,
    houses: [{ ...home(), series: areaSeries(nursery, { temperature: [...tooColdSince0910, ["2026-01-10 09:39", 16]] }) }],
    firing: [],
  },
  {
    title: "stays quiet for an area with alerts_off, and for a sensor that no area names as its own",
    ...day,
    houses: [
      { ...home({ ...sensor, labels: ["alerts_off"] }), series: areaSeries(nursery, { temperature: tooColdSince0910 }) },
      cabin({ ...sensor, changes: [["2026-01-09 20:00", 10]] }),
    ],
    firing: [],
  },
];
