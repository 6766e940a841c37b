import type { AlertCase, House } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 11:00" } as const;

export const bridgeSeriesManyCases: readonly AlertCase[] = [
  {
    title: "fires after an hour above the limit, for the house that it is about",
    ...day,
    houses: [sending(home(), 10_001), sending(cabin(), 900)],
    firing: [{ from: "2026-03-10 10:10", to: "2026-03-10 11:00", labels: { instance: "home" }, summary: "home has 10001 series, more than 10000" }],
  },
  { title: "stays quiet with as many as are allowed", ...day, houses: [sending(home(), 10_000)], firing: [] },
  { title: "stays quiet where more are allowed", ...day, values: { moreThan: 20_000 }, houses: [sending(home(), 10_001)], firing: [] },
];

function sending(house: House, series: number): House {
  return withSeries(house, {
    name: "ha_bridge_series",
    changes: [
      ["2026-03-09 09:00", 900],
      ["2026-03-10 09:10", series],
    ],
  });
}
