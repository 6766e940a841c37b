import type { AlertCase, House, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;

export const recorderBehindCases: readonly AlertCase[] = [
  {
    title: "fires after 10 minutes above the limit",
    ...day,
    houses: [backlog(home(), ["2026-03-10 09:10", 5001], ["2026-03-10 09:40", 3]), backlog(cabin(), ["2026-03-10 01:00", 2])],
    firing: [
      { from: "2026-03-10 09:20", to: "2026-03-10 09:40", labels: { instance: "home" }, summary: "The recorder of home has 5001 changes to write" },
    ],
  },
  { title: "stays quiet with as many as may wait", ...day, houses: [backlog(home(), ["2026-03-10 09:10", 5000])], firing: [] },
  {
    title: "stays quiet for a purge of 9 minutes",
    ...day,
    houses: [backlog(home(), ["2026-03-10 09:10", 9000], ["2026-03-10 09:19", 0])],
    firing: [],
  },
  {
    title: "stays quiet where more may wait",
    ...day,
    values: { moreThan: 20_000 },
    houses: [backlog(home(), ["2026-03-10 09:10", 9000])],
    firing: [],
  },
];

function backlog(house: House, ...changes: OtherSeries["changes"]): House {
  return withSeries(house, { name: "ha_recorder_backlog", changes, endsWithHomeAssistant: true });
}
