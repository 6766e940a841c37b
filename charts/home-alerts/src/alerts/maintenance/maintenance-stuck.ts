import type { Alert } from "../../alert.ts";

/**
 * By the phase and not by when the run was accepted: it may have waited for its window since yesterday. An upgrade of many
 * nodes takes long and is well as long as its steps get done.
 */
export const maintenanceStuck = {
  name: "MaintenanceStuck",
  group: "maintenance",
  severity: "warning",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "2h", help: "how long it may act without getting a step done" } },
  expr: `max by (instance, run, action, target) (
  min_over_time(infra_run_phase{phase="running"}[<<longerThan>>]) == 1
  and on (instance, run) last_over_time(infra_run_phase{phase="running"}[15m] offset <<longerThan>>) == 1
)
unless on (instance, run) changes(infra_run_steps{state=~"done|skipped"}[<<longerThan>>]) > 0`,
  summary: "{{ $labels.action }} of {{ $labels.target }} has got no step done for <<longerThan>>",
  whatToDo: "Look at the run in Home Assistant or in the log of infra-agent for what it waits to see. Pause or abort it at a safe point.",
  meaning: "A maintenance run has been running for 2 hours without a step that was done or skipped.",
  cause: "A pod that cannot be moved away, a node or host that does not come back, or a very slow disk.",
} satisfies Alert;
