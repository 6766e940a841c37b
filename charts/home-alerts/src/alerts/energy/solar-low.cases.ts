import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 10:30", to: "2026-03-10 14:30" } as const;

export const solarLowCases: readonly AlertCase[] = [
  {
    title: "fires around noon when all panels together give less than 100 W",
    ...day,
    houses: [home(panels("east", 60), panels("west", 39)), cabin(panels("east", 0))],
    firing: [
      { from: "2026-03-10 11:30", to: "2026-03-10 14:00", labels: { instance: "home" }, summary: "The solar panels of home give 99 W around noon" },
    ],
  },
  {
    title: "keeps to the clocks of each house",
    from: "2026-03-10 16:00",
    to: "2026-03-10 17:00",
    houses: [home(panels("east", 0)), cabin(panels("east", 0))],
    firing: [
      { from: "2026-03-10 16:30", to: "2026-03-10 17:00", labels: { instance: "cabin" }, summary: "The solar panels of cabin give 0 W around noon" },
    ],
  },
  { title: "stays quiet with exactly 100 W", ...day, houses: [home(panels("east", 60), panels("west", 40))], firing: [] },
  {
    title: "stays quiet for a cloud of 29 minutes, and without the label",
    ...day,
    houses: [
      home(
        {
          ...panels("east", 60),
          changes: [
            ["2026-03-10 09:00", 3000],
            ["2026-03-10 12:00", 60],
            ["2026-03-10 12:29", 3000],
          ],
        },
        { ...panels("west", 0), labels: [] },
      ),
    ],
    firing: [],
  },
];

function panels(name: string, watts: number): Entity {
  return {
    entityId: `sensor.solar_${name}`,
    deviceClass: "power",
    labels: ["solar"],
    shows: { kind: "number", family: "ha_power_watts" },
    changes: [["2026-03-09 09:00", watts]],
  };
}
