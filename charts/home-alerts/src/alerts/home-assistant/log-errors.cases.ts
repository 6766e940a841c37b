import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;

export const logErrorsCases: readonly AlertCase[] = [
  {
    title: "fires while there were more than 50 errors within 10 minutes, and names the loudest logger",
    ...day,
    houses: [
      withSeries(
        home(),
        log("error", "homeassistant.components.hue", ["2026-03-10 09:00", 0], ["2026-03-10 09:30", 60]),
        log("error", "custom", ["2026-03-10 09:00", 0], ["2026-03-10 09:30", 5]),
      ),
      withSeries(cabin(), log("error", "custom", ["2026-03-10 01:00", 3])),
    ],
    firing: [
      {
        from: "2026-03-10 09:30",
        to: "2026-03-10 09:39",
        labels: { instance: "home" },
        summary: "Home Assistant of home logged more than 50 errors within 10m, most of them by homeassistant.components.hue",
      },
    ],
  },
  {
    title: "stays quiet with 44 errors",
    ...day,
    houses: [withSeries(home(), log("error", "hue", ["2026-03-10 09:00", 0], ["2026-03-10 09:30", 44]))],
    firing: [],
  },
  {
    title: "stays quiet with many warnings",
    ...day,
    houses: [withSeries(home(), log("warning", "hue", ["2026-03-10 09:00", { from: 0, perHour: 9000 }]))],
    firing: [],
  },
  {
    title: "stays quiet where more are allowed",
    ...day,
    values: { moreThan: 100 },
    houses: [withSeries(home(), log("error", "hue", ["2026-03-10 09:00", 0], ["2026-03-10 09:30", 60]))],
    firing: [],
  },
];

function log(level: string, logger: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "ha_log_records_total", labels: { level, logger }, changes };
}
