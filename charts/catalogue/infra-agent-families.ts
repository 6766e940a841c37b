import { familiesOf, type FamilyToCome } from "./family-to-come.ts";

const { gauge, counter, histogram } = familiesOf("infra-agent");

const run = ["run", "action", "target"];

/** `run` is the name of a MaintenanceRun; its series end a day after the run. `instance` is the site of the config. */
export const infraAgentFamilies: readonly FamilyToCome[] = [
  gauge("infra_run_phase", [...run, "phase"], "Whether the run is pending, waiting, running, paused, succeeded, failed or aborted (1) or not (0)."),
  gauge("infra_run_started_seconds", run, "When the run was accepted, in seconds since the epoch."),
  gauge("infra_run_ended_seconds", run, "When the run ended, in seconds since the epoch; absent while it goes on."),
  gauge("infra_run_progress_percent", run, "How much of the run's usual time is over."),
  gauge("infra_run_steps", [...run, "state"], "Steps of the run by state: pending, acting, verifying, done, failed, skipped."),
  gauge("infra_run_waiting", [...run, "gate"], "1 while the run waits for this gate."),
  gauge("infra_run_waiting_since_seconds", [...run, "gate"], "Since when it waits, in seconds since the epoch."),
  counter("infra_runs_total", ["action", "result"], "Runs that ended: succeeded, failed, aborted."),
  histogram("infra_run_duration_seconds", ["action"], "Time from acceptance to the end of a run."),
  histogram("infra_step_duration_seconds", ["kind"], "Time from the intent of a step until its postcondition was seen."),
  counter("infra_steps_total", ["kind", "result"], "Steps that ended: done, failed, skipped."),
  counter("infra_step_retries_total", ["kind"], "Steps that were tried again."),
  gauge("infra_queue_runs", [], "Runs that are accepted and not begun."),
  gauge("infra_gate_open", ["gate", "cluster"], "Whether the gate would let a run go on now (1) or not (0)."),
  gauge("infra_window_open", [], "Whether a maintenance window is open (1) or not (0)."),
  gauge("infra_window_next_start_seconds", [], "Start of the next window, in seconds since the epoch."),
  gauge("infra_maintenance_enabled", [], "Whether disruptive runs may begin (1) or a person has switched them off (0)."),
  counter("infra_commands_total", ["action", "result"], "Commands by answer: accepted, duplicate, refused."),
  counter("infra_commands_refused_total", ["code"], "Commands that had no effect, by error code."),
  gauge("infra_broker_open", [], "Whether strangers can publish commands at the broker (1) or not (0)."),
  gauge("infra_lease_held", [], "Whether this process may act (1) or another one does (0)."),
  gauge("infra_lease_epoch", [], "How often the right to act has changed hands."),
  gauge("infra_silences", [], "Alertmanager silences that we hold at this moment."),
  gauge("infra_ups_on_battery", [], "Whether the UPS runs on battery, so that nothing begins (1), or not (0)."),

  gauge("infra_cluster_healthy", ["cluster"], "Whether all probes of the cluster are well (1) or not (0)."),
  gauge("infra_cluster_parked", ["cluster"], "Whether the cluster is shut down on purpose (1) or not (0)."),
  gauge(
    "infra_cluster_soak_until_seconds",
    ["cluster", "component"],
    "When the new version has proven itself on this stage, in seconds since the epoch.",
  ),
  gauge(
    "infra_version_info",
    ["cluster", "component", "wanted", "latest"],
    "Wanted and newest version of talos and kubernetes; the value is always 1.",
  ),
  gauge("infra_etcd_healthy", ["cluster"], "Whether members agree, with no learner and no alarm (1), or not (0)."),
  gauge("infra_etcd_members", ["cluster"], "Members of etcd."),
  gauge("infra_etcd_snapshot_last_success_seconds", ["cluster"], "When a verified snapshot was last stored elsewhere, in seconds since the epoch."),
  gauge("infra_node_info", ["cluster", "node", "role", "host", "talos", "kubernetes"], "Facts about a node; the value is always 1."),
  gauge("infra_node_outdated", ["cluster", "node", "component"], "Whether the node runs another version than is wanted (1) or not (0)."),
  gauge("infra_node_ready", ["cluster", "node"], "Whether Kubernetes calls the node ready (1) or not (0)."),
  gauge("infra_node_cordoned", ["cluster", "node", "by"], "1 while no pod is put on the node; by: infra-agent or other."),
  gauge("infra_node_boot_seconds", ["cluster", "node"], "When the node was started, in seconds since the epoch."),
  gauge("infra_host_up", ["host"], "Whether Proxmox answers for the host (1) or not (0)."),
  gauge("infra_host_boot_seconds", ["host"], "When the host was started, in seconds since the epoch."),
  gauge("infra_host_reboot_required", ["host"], "Whether the host waits for a reboot, for a new kernel for example (1), or not (0)."),
  gauge("infra_host_updates", ["host"], "Packages of the host that have a newer version."),
  gauge("infra_host_fits_without", ["host"], "Whether the guests of this host fit on the others (1) or not (0)."),

  gauge("infra_workspace_drift", ["workspace"], "Whether the world differs from what Terraform wants (1) or not (0)."),
  gauge("infra_workspace_changes", ["workspace", "class"], "Changes of the newest plan by what they would do: safe, default, critical."),
  gauge("infra_workspace_checked_seconds", ["workspace"], "When drift was last looked for with success, in seconds since the epoch."),
  gauge("infra_workspace_plan_waiting", ["workspace", "approve"], "1 while a plan waits for a person or a typed approval."),
  gauge("infra_workspace_plan_waiting_since_seconds", ["workspace"], "Since when it waits, in seconds since the epoch."),
];
