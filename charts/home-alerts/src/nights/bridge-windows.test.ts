import { expect, test } from "vitest";

import { type WindowEdge, windowAt } from "../../../../services/ha-bridge/src/core/windows.ts";
import { houseSeries } from "../testing/house-series.ts";
import { DAY_SECONDS, ZONES } from "./zones.ts";

/** The nights of these tests are written anew from the words of the design, so they have to be those of the bridge. */
test.each(ZONES)("the nights of %s are those of the bridge through a whole year, also those that a clock change skips", (zone) => {
  const from = Date.UTC(2026, 0, 5) / 1000;
  for (const [start, end] of [
    ["22:00", "06:00"],
    ["02:15", "02:45"],
    ["00:00", "01:30"],
  ] as const) {
    const series = houseSeries({ instance: zone, zone, night: { start, end }, entities: [] });
    const startAt = series.find(({ name }) => name === "ha_window_start_seconds");
    const endAt = series.find(({ name }) => name === "ha_window_end_seconds");
    const place = { timeZone: zone, latitude: 0, longitude: 0 };
    for (let at = from; at < from + 365 * DAY_SECONDS; at += DAY_SECONDS) {
      const window = windowAt(clock(start), clock(end), place, at * 1000);
      const bridge = [(window?.startMs ?? 0) / 1000, (window?.endMs ?? 0) / 1000];
      expect(bridge, `${start} to ${end} at ${new Date(at * 1000).toISOString()}`).toEqual([startAt?.valueAt(at), endAt?.valueAt(at)]);
    }
  }
});

function clock(time: string): WindowEdge {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return { kind: "clock", minuteOfDay: hour * 60 + minute };
}
