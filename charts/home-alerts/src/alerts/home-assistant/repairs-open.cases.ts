import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 12:00" } as const;
const soon = { for: "1h" } as const;

export const repairsOpenCases: readonly AlertCase[] = [
  {
    title: "fires with the number of all severities together, until all are done",
    ...day,
    values: soon,
    houses: [
      withSeries(
        home(),
        repairs("error", ["2026-03-10 08:00", 0], ["2026-03-10 09:30", 1], ["2026-03-10 11:30", 0]),
        repairs("warning", ["2026-03-10 08:00", 0], ["2026-03-10 09:30", 2], ["2026-03-10 11:30", 0]),
      ),
      withSeries(cabin(), repairs("error", ["2026-03-10 01:00", 0])),
    ],
    firing: [
      { from: "2026-03-10 10:30", to: "2026-03-10 11:30", labels: { instance: "home" }, summary: "Home Assistant of home asks for 3 repairs" },
    ],
  },
  {
    title: "goes on while Home Assistant restarts",
    ...day,
    values: soon,
    houses: [{ ...withSeries(home(), repairs("error", ["2026-03-10 08:00", 1])), homeAssistantDown: [["2026-03-10 10:30", "2026-03-10 10:40"]] }],
    firing: [{ from: "2026-03-10 10:00", to: "2026-03-10 12:00", labels: { instance: "home" }, summary: "Home Assistant of home asks for 1 repair" }],
  },
  {
    title: "stays quiet for a repair that is done within the time",
    ...day,
    values: soon,
    houses: [withSeries(home(), repairs("error", ["2026-03-10 09:30", 1], ["2026-03-10 10:29", 0]))],
    firing: [],
  },
  {
    title: "stays quiet for a repair of an hour when nothing else is said",
    ...day,
    houses: [withSeries(home(), repairs("error", ["2026-03-10 09:00", 1]))],
    firing: [],
  },
];

function repairs(severity: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "ha_repair_issues", labels: { severity }, changes, endsWithHomeAssistant: true };
}
