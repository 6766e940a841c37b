import type { AlertCase } from "../../testing/alert-case.ts";
import { areaSeries } from "../../testing/areas.ts";
import { cabin, home } from "../../testing/houses.ts";

const bedroom = { area: "bedroom", name: "Bedroom", floor: "upper" };
const labels = { instance: "home", area: "bedroom", floor: "upper" };
const morning = { from: "2026-01-10 08:00", to: "2026-01-10 09:30" } as const;
const anHour = { over: "1h" } as const;

/** By tables of steam, 23.4 hPa saturate air of 20 °C, 17.0 hPa that of 15 °C and 14.0 hPa that of 12 °C: 60 % are 82 % there, or 50 % are 83 %. */
function room(humidity: number, temperature = 20, of = bedroom) {
  return areaSeries(of, { temperature: [["2026-01-09 00:00", temperature]], humidity: [["2026-01-09 00:00", humidity]] });
}

export const mouldRiskCases: readonly AlertCase[] = [
  {
    title: "fires when 8 of 12 hours are known and their mean is too humid, and goes on while a silent sensor is known for as long",
    from: "2026-01-10 00:00",
    to: "2026-01-10 12:00",
    houses: [
      {
        ...home(),
        series: areaSeries(bedroom, {
          temperature: [["2026-01-09 00:00", 20]],
          humidity: [
            ["2026-01-09 00:00", 60],
            ["2026-01-10 10:00", "ended"],
          ],
        }),
      },
    ],
    firing: [
      {
        from: "2026-01-10 07:50",
        to: "2026-01-10 12:00",
        labels,
        summary: "Bedroom: 82 % humidity at the walls in the mean of 12h, mould can grow",
      },
    ],
  },
  {
    title: "fires in the area and house that are humid, through a restart of Home Assistant",
    ...morning,
    values: anHour,
    houses: [
      {
        ...home(),
        series: [...room(60), ...room(50, 20, { area: "office", name: "Office", floor: "upper" })],
        homeAssistantDown: [["2026-01-10 08:41", "2026-01-10 08:46"]],
      },
      { ...cabin(), series: room(50) },
    ],
    firing: [
      { from: "2026-01-10 08:30", to: "2026-01-10 09:30", labels, summary: "Bedroom: 82 % humidity at the walls in the mean of 1h, mould can grow" },
    ],
  },
  {
    title: "reckons with a colder wall where that is asked for",
    ...morning,
    values: { ...anHour, wallColderBy: 8 },
    houses: [{ ...home(), series: room(50) }],
    firing: [
      { from: "2026-01-10 08:30", to: "2026-01-10 09:30", labels, summary: "Bedroom: 83 % humidity at the walls in the mean of 1h, mould can grow" },
    ],
  },
  {
    title: "stays quiet at 58 % and 20 °C, which is 79.5 % at the wall",
    ...morning,
    values: anHour,
    houses: [{ ...home(), series: room(58) }],
    firing: [],
  },
  {
    title: "stays quiet for sensors that are new, and for an area that knows only its humidity",
    from: "2026-01-10 08:01",
    to: "2026-01-10 08:40",
    values: anHour,
    houses: [{ ...home(), series: [...room(60), ...areaSeries({ area: "bath", name: "Bath" }, { humidity: [["2026-01-09 00:00", 90]] })] }],
    firing: [],
  },
  {
    title: "stays quiet for an area whose humidity sensor has alerts_off",
    ...morning,
    values: anHour,
    houses: [
      {
        ...home({
          entityId: "sensor.bedroom_humidity",
          deviceClass: "humidity",
          area: bedroom,
          labels: ["alerts_off"],
          shows: { kind: "number", family: "ha_humidity_percent" },
          changes: [["2026-01-09 00:00", 60]],
        }),
        series: room(60),
      },
    ],
    firing: [],
  },
];
