import type { AlertCase } from "../../testing/alert-case.ts";
import { areaSeries } from "../../testing/areas.ts";
import { cabin, home } from "../../testing/houses.ts";

const bath = { area: "bath", name: "Bathroom" };
const labels = { instance: "home", area: "bath" };
const summary = "Bathroom: 71 % humidity in the mean of 30m, more than 70 %";
const day = { from: "2026-01-10 08:00", to: "2026-01-10 09:30" } as const;
const halfAnHour = { over: "30m" } as const;

export const humidityHighCases: readonly AlertCase[] = [
  {
    title: "fires when two thirds of the time are known, and for 30 minutes after the mean is low again",
    ...day,
    values: halfAnHour,
    houses: [
      {
        ...home(),
        series: areaSeries(bath, {
          humidity: [
            ["2026-01-10 07:00", 71],
            ["2026-01-10 08:40", 40],
          ],
        }),
      },
    ],
    firing: [{ from: "2026-01-10 08:19", to: "2026-01-10 09:10", labels, summary }],
  },
  {
    title: "fires in the house that is humid, through a restart of Home Assistant",
    ...day,
    values: halfAnHour,
    houses: [
      {
        ...home(),
        series: areaSeries(bath, { humidity: [["2026-01-10 07:00", 71]] }),
        homeAssistantDown: [["2026-01-10 08:40", "2026-01-10 08:45"]],
      },
      { ...cabin(), series: areaSeries(bath, { humidity: [["2026-01-09 20:00", 50]] }) },
    ],
    firing: [{ from: "2026-01-10 08:19", to: "2026-01-10 09:30", labels, summary }],
  },
  {
    title: "stays quiet at the limit",
    ...day,
    values: halfAnHour,
    houses: [{ ...home(), series: areaSeries(bath, { humidity: [["2026-01-10 07:00", 70]] }) }],
    firing: [],
  },
  {
    title: "stays quiet for a shower of 7 minutes",
    ...day,
    values: halfAnHour,
    houses: [
      {
        ...home(),
        series: areaSeries(bath, {
          humidity: [
            ["2026-01-10 07:00", 60],
            ["2026-01-10 08:40", 100],
            ["2026-01-10 08:47", 60],
          ],
        }),
      },
    ],
    firing: [],
  },
];
