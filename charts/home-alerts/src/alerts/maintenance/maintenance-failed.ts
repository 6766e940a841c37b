import type { Alert } from "../../alert.ts";

export const maintenanceFailed = {
  name: "MaintenanceFailed",
  group: "maintenance",
  severity: "critical",
  onByDefault: true,
  parameters: {},
  expr: 'max by (instance, run, action, target) (last_over_time(infra_run_phase{phase="failed"}[15m])) == 1',
  summary: "{{ $labels.action }} of {{ $labels.target }} failed and has stopped",
  whatToDo:
    "The run says in Home Assistant and in the log of infra-agent which step failed and what to do: try it again, or abort it. Nothing else begins by itself meanwhile.",
  meaning: "A maintenance run of infra-agent has failed. It is told for a day, as long as infra-agent keeps its series, or until the run goes on.",
  cause: "A node did not come back, pods could not be moved away, a version that does not fit, or Terraform met an error.",
} satisfies Alert;
