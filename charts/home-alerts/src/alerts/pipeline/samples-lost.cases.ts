import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";

const day = { from: "2026-03-10 08:20", to: "2026-03-10 11:00" } as const;
const labels = { instance: "home" };

export const samplesLostCases: readonly AlertCase[] = [
  {
    title: "fires for an hour after samples were dropped",
    ...day,
    houses: [withSeries(home(), samples("dropped", ["2026-03-10 08:00", 0], ["2026-03-10 09:30", 12])), withSeries(cabin(), samples("dropped"))],
    firing: [{ from: "2026-03-10 09:30", to: "2026-03-10 10:29", labels, summary: "ha-bridge of home lost samples: its spool dropped them" }],
  },
  {
    title: "fires for the first samples that the store ever refused, whose counter was not there before",
    ...day,
    houses: [withSeries(home(), samples("deadletter", ["2026-03-10 09:30", 3]))],
    firing: [{ from: "2026-03-10 09:30", to: "2026-03-10 10:30", labels, summary: "ha-bridge of home lost samples" }],
  },
  {
    title: "fires for gaps that cannot be refilled",
    ...day,
    houses: [
      withSeries(home(), {
        name: "ha_bridge_dropped_total",
        labels: { what: "gap", reason: "store_has_no_window" },
        changes: [
          ["2026-03-10 08:00", 0],
          ["2026-03-10 09:30", 400],
        ],
      }),
    ],
    firing: [{ from: "2026-03-10 09:30", to: "2026-03-10 10:29", labels, summary: "ha-bridge of home lost samples" }],
  },
  {
    title: "stays quiet when what was lost long ago is counted anew after a gap of the bridge",
    ...day,
    houses: [{ ...withSeries(home(), samples("dropped", ["2026-03-01 08:00", 12])), bridgeAway: [["2026-03-10 09:20", "2026-03-10 09:40"]] }],
    firing: [],
  },
  {
    title: "stays quiet while all samples are accepted, some are late and missed changes are made good",
    ...day,
    houses: [
      withSeries(
        home(),
        samples("accepted", ["2026-03-10 08:00", { from: 0, perHour: 9000 }]),
        samples("rejected", ["2026-03-10 08:00", { from: 0, perHour: 60 }]),
        {
          name: "ha_bridge_dropped_total",
          labels: { what: "change", reason: "missed" },
          changes: [["2026-03-10 08:00", { from: 0, perHour: 60 }]],
        },
      ),
    ],
    firing: [],
  },
];

function samples(result: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "ha_bridge_samples_total", labels: { result }, changes };
}
