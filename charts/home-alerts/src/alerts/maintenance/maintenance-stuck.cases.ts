import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";

const day = { from: "2026-03-10 08:00", to: "2026-03-10 12:00" } as const;
const run = { run: "run-1", action: "talos.upgrade", target: "tiles" };

export const maintenanceStuckCases: readonly AlertCase[] = [
  {
    title: "fires when no step was done for 2 hours, until the next is",
    ...day,
    houses: [
      site(phase(["2026-03-10 08:00", 0], ["2026-03-10 08:30", 1]), done(["2026-03-10 08:00", 0], ["2026-03-10 09:00", 1], ["2026-03-10 11:30", 2])),
      otherSite(
        phase(["2026-03-10 01:00", 1]),
        done(["2026-03-10 01:00", 0], ["2026-03-10 03:30", 1], ["2026-03-10 05:00", 2], ["2026-03-10 06:30", 3]),
      ),
    ],
    firing: [
      {
        from: "2026-03-10 10:59",
        to: "2026-03-10 11:30",
        labels: { instance: "site", ...run },
        summary: "talos.upgrade of tiles has got no step done for 2h",
      },
    ],
  },
  {
    title: "fires although infra-agent moves to another node meanwhile",
    ...day,
    houses: [
      site(
        phase(["2026-03-10 08:00", 0], ["2026-03-10 08:30", 1], ["2026-03-10 09:30", "ended"], ["2026-03-10 09:38", 1]),
        done(["2026-03-10 08:00", 0], ["2026-03-10 09:30", "ended"], ["2026-03-10 09:38", 0]),
      ),
    ],
    firing: [
      {
        from: "2026-03-10 10:30",
        to: "2026-03-10 12:00",
        labels: { instance: "site", ...run },
        summary: "talos.upgrade of tiles has got no step done for 2h",
      },
    ],
  },
  {
    title: "stays quiet for a run of 2 hours",
    ...day,
    houses: [site(phase(["2026-03-10 08:00", 0], ["2026-03-10 08:30", 1], ["2026-03-10 10:30", 0]), done(["2026-03-10 08:00", 0]))],
    firing: [],
  },
  {
    title: "stays quiet for a long run that gets on, and for one that waits",
    ...day,
    houses: [
      site(phase(["2026-03-10 08:00", 1]), done(["2026-03-10 08:00", 0], ["2026-03-10 09:30", 1], ["2026-03-10 11:00", 2])),
      { ...site({ ...phase(["2026-03-10 08:00", 1]), labels: { job: "infra-agent", ...run, phase: "waiting" } }), instance: "other" },
    ],
    firing: [],
  },
];

function phase(...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "infra_run_phase", labels: { job: "infra-agent", ...run, phase: "running" }, changes };
}

function done(...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "infra_run_steps", labels: { job: "infra-agent", ...run, state: "done" }, changes };
}
