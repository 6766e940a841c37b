import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "site", run: "run-1", action: "talos.upgrade", target: "tiles" };
const summary = "talos.upgrade of tiles failed and has stopped";

export const maintenanceFailedCases: readonly AlertCase[] = [
  {
    title: "fires at once, until it is tried again",
    ...day,
    houses: [
      site(
        phase("failed", ["2026-03-10 08:00", 0], ["2026-03-10 09:10", 1], ["2026-03-10 09:40", 0]),
        phase("running", ["2026-03-10 08:00", 1], ["2026-03-10 09:10", 0], ["2026-03-10 09:40", 1]),
      ),
      otherSite(phase("failed", ["2026-03-10 01:00", 0]), phase("running", ["2026-03-10 01:00", 1])),
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "goes on while infra-agent itself moves to another node",
    ...day,
    houses: [site(phase("failed", ["2026-03-10 08:00", 1], ["2026-03-10 09:10", "ended"], ["2026-03-10 09:20", 1]))],
    firing: [{ ...day, labels, summary }],
  },
  {
    title: "stays quiet while a run goes on",
    ...day,
    houses: [site(phase("failed", ["2026-03-10 08:00", 0]), phase("running", ["2026-03-10 08:00", 1]))],
    firing: [],
  },
  {
    title: "stays quiet when a person aborts a run",
    ...day,
    houses: [site(phase("failed", ["2026-03-10 08:00", 0]), phase("aborted", ["2026-03-10 08:00", 0], ["2026-03-10 09:10", 1]))],
    firing: [],
  },
];

function phase(name: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "infra_run_phase", labels: { job: "infra-agent", run: "run-1", action: "talos.upgrade", target: "tiles", phase: name }, changes };
}
