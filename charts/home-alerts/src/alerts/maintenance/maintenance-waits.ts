import type { Alert } from "../../alert.ts";

/** Runs wait at gates, plans of Terraform in their workspace; a result has the labels of one or of the other. */
export const maintenanceWaits = {
  name: "MaintenanceWaits",
  group: "maintenance",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "1d", help: "how long something may wait" } },
  expr: `time() - (
  max by (instance, run, action, target, gate) (infra_run_waiting_since_seconds)
  or max by (instance, workspace) (infra_workspace_plan_waiting_since_seconds)
) > <<longerThan:seconds>>`,
  summary:
    "{{ if $labels.workspace }}The plan of {{ $labels.workspace }} waits for approval{{ else }}{{ $labels.action }} of {{ $labels.target }} waits for {{ $labels.gate }}{{ end }}, for {{ $value | humanizeDuration }}",
  whatToDo: "Look in Home Assistant what is asked, and approve or discard it; or see why the gate does not open.",
  meaning: "A maintenance run has waited at one gate for a day, or a plan of Terraform for somebody who approves it.",
  cause: "Nobody has answered, no window is long enough, or an alert that the gate names is firing.",
} satisfies Alert;
