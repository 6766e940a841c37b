import { familiesOf, type FamilyToCome } from "./family-to-come.ts";

const { counter, histogram } = familiesOf("ha-bridge");

/** What ha-bridge is going to tell of automations, once it reads their traces. */
export const haBridgeFamilies: readonly FamilyToCome[] = [
  counter("ha_automation_runs_total", ["entity_id", "outcome"], "Runs of the automation or script by outcome."),
  counter("ha_automation_run_seconds_sum", ["entity_id"], "Time that the runs took together."),
  counter("ha_automation_run_seconds_count", ["entity_id"], "Runs whose time is known."),
  histogram("ha_automation_duration_seconds", [], "Time that runs take, all automations together."),
  counter("ha_bridge_traces_missed_total", [], "Runs whose trace was gone before it was read."),
];
