import type { AlertCase, House, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;

export const bridgeBehindCases: readonly AlertCase[] = [
  {
    title: "fires when something has waited for more than 10 minutes, for 10 minutes, until it is sent",
    ...day,
    houses: [oldestAge(home(), ["2026-03-10 09:10", 700], ["2026-03-10 09:40", 0]), oldestAge(cabin(), ["2026-03-10 02:10", 5])],
    firing: [
      {
        from: "2026-03-10 09:20",
        to: "2026-03-10 09:40",
        labels: { instance: "home", signal: "metrics" },
        summary: "ha-bridge of home is 11m 40s behind with its metrics",
      },
    ],
  },
  {
    title: "fires when the store has not taken anything new",
    ...day,
    houses: [
      {
        ...oldestAge(home(), ["2026-03-10 09:00", 0]),
        series: [{ name: "ha_bridge_export_lag_seconds", labels: { signal: "logs" }, changes: [["2026-03-10 09:10", 3600]] }],
      },
    ],
    firing: [
      {
        from: "2026-03-10 09:20",
        to: "2026-03-10 10:00",
        labels: { instance: "home", signal: "logs" },
        summary: "ha-bridge of home is 1h 0m 0s behind with its logs",
      },
    ],
  },
  {
    title: "stays quiet when what waits is 10 minutes old and no older",
    ...day,
    houses: [oldestAge(home(), ["2026-03-10 09:10", 600])],
    firing: [],
  },
  {
    title: "stays quiet when it is late for 9 minutes",
    ...day,
    houses: [oldestAge(home(), ["2026-03-10 09:10", 700], ["2026-03-10 09:19", 0])],
    firing: [],
  },
  {
    title: "stays quiet below the limit that is asked for",
    ...day,
    values: { olderThan: "1h" },
    houses: [oldestAge(home(), ["2026-03-10 09:10", 700])],
    firing: [],
  },
];

function oldestAge(house: House, ...changes: OtherSeries["changes"]): House {
  return withSeries(house, { name: "ha_bridge_spool_oldest_age_seconds", labels: { signal: "metrics" }, changes });
}
