import { familiesOf, type FamilyToCome } from "./family-to-come.ts";

const { gauge, counter, histogram } = familiesOf("ha-bridge");

/** What ha-bridge is going to tell of Home Assistant's own health and of its automations. */
export const haBridgeFamilies: readonly FamilyToCome[] = [
  gauge("ha_config_entry_state", ["entry_id", "integration", "state"], "Whether the integration's entry is in this state (1) or not (0)."),
  gauge("ha_config_entry_info", ["entry_id", "title"], "The title that a person knows the entry by; the value is always 1."),
  gauge("ha_repair_issues", ["severity"], "Repairs that Home Assistant asks for."),
  gauge("ha_recorder_backlog", [], "Changes that the recorder has not written yet."),
  gauge("ha_backup_last_success_seconds", [], "When a backup was last completed, in seconds since the epoch."),
  gauge("ha_integration_setup_seconds", ["integration"], "How long the integration took at the last start."),
  counter("ha_automation_runs_total", ["entity_id", "outcome"], "Runs of the automation or script by outcome."),
  counter("ha_automation_run_seconds_sum", ["entity_id"], "Time that the runs took together."),
  counter("ha_automation_run_seconds_count", ["entity_id"], "Runs whose time is known."),
  histogram("ha_automation_duration_seconds", [], "Time that runs take, all automations together."),
  counter("ha_log_records_total", ["level", "logger"], "Records of Home Assistant's log."),
  counter("ha_bridge_traces_missed_total", [], "Runs whose trace was gone before it was read."),
];
