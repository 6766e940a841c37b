import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";
import type { LocalTime } from "../../testing/local-time.ts";
import { epochSecondsAt } from "../../testing/local-time.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const run = { run: "run-1", action: "talos.upgrade", target: "tiles", gate: "approval" };
const plan = { workspace: "nodes-test" };

export const maintenanceWaitsCases: readonly AlertCase[] = [
  {
    title: "fires for a run that has waited for a day, until somebody approves it",
    ...day,
    houses: [
      site(waiting("infra_run_waiting_since_seconds", run, "2026-03-09 09:30", "2026-03-10 09:32")),
      otherSite(waiting("infra_run_waiting_since_seconds", run, "2026-03-10 01:00")),
    ],
    firing: [
      {
        from: "2026-03-10 09:31",
        to: "2026-03-10 09:32",
        labels: { instance: "site", ...run },
        summary: "talos.upgrade of tiles waits for approval, for 1d 0h 1m 0s",
      },
    ],
  },
  {
    title: "fires for a plan of Terraform that nobody has looked at",
    ...day,
    houses: [site(waiting("infra_workspace_plan_waiting_since_seconds", plan, "2026-03-09 09:30", "2026-03-10 09:32"))],
    firing: [
      {
        from: "2026-03-10 09:31",
        to: "2026-03-10 09:32",
        labels: { instance: "site", ...plan },
        summary: "The plan of nodes-test waits for approval, for 1d 0h 1m 0s",
      },
    ],
  },
  { title: "stays quiet for exactly a day", ...day, houses: [site(waiting("infra_run_waiting_since_seconds", run, "2026-03-09 09:59"))], firing: [] },
  {
    title: "stays quiet where longer is allowed",
    ...day,
    values: { longerThan: "7d" },
    houses: [site(waiting("infra_run_waiting_since_seconds", run, "2026-03-08 09:00"))],
    firing: [],
  },
];

function waiting(name: string, labels: Readonly<Record<string, string>>, since: LocalTime, until?: LocalTime): OtherSeries {
  return {
    name,
    labels: { job: "infra-agent", ...labels },
    changes: [[since, epochSecondsAt("Europe/Berlin", since)], ...(until === undefined ? [] : [[until, "ended"] as const])],
  };
}
