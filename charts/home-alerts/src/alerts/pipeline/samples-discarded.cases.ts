import type { AlertCase, House, OtherSeries } from "../../testing/alert-case.ts";

const day = { from: "2026-03-10 08:50", to: "2026-03-10 10:00" } as const;

export const samplesDiscardedCases: readonly AlertCase[] = [
  {
    title: "fires for 15 minutes, with the reason, also when two ingesters count for themselves",
    ...day,
    houses: [
      mimir(
        discarded("mimir-0", "tiles", ["2026-03-10 08:00", 5], ["2026-03-10 09:20", 7]),
        discarded("mimir-1", "tiles", ["2026-03-10 09:20", 1]),
        discarded("mimir-0", "other", ["2026-03-10 08:00", 5]),
      ),
    ],
    firing: [
      {
        from: "2026-03-10 09:20",
        to: "2026-03-10 09:35",
        labels: { user: "tiles", reason: "per_user_series_limit" },
        summary: "Mimir discards samples of the tenant tiles: per_user_series_limit",
      },
    ],
  },
  {
    title: "stays quiet while nothing is added to what was discarded once",
    ...day,
    houses: [mimir(discarded("mimir-0", "tiles", ["2026-03-09 08:00", 5]))],
    firing: [],
  },
  {
    title: "stays quiet for a counter that begins with nothing",
    ...day,
    houses: [mimir(discarded("mimir-0", "tiles", ["2026-03-10 09:20", 0]))],
    firing: [],
  },
];

function mimir(...series: readonly OtherSeries[]): House {
  const running = ["mimir-0", "mimir-1"].map((instance) => ({
    name: "cortex_build_info",
    labels: { job: "mimir", instance },
    changes: [["2026-03-01 00:00", 1]] as const,
  }));
  return { instance: "home", zone: "Europe/Berlin", entities: [], series: [...series, ...running] };
}

function discarded(instance: string, user: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "cortex_discarded_samples_total", labels: { job: "mimir", instance, user, reason: "per_user_series_limit" }, changes };
}
