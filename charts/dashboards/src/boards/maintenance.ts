import type { Board } from "../dashboard.ts";
import { toLogs, toTraces } from "../links.ts";
import { bars } from "../panels/bars.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, countOf } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import { UIDS } from "../uids.ts";
import { NO_IS_GOOD, OFF, ONE_IS_BAD, YES_NO, type Words } from "../values.ts";
import { instanceOf, labelValues, logsSource, metricsSource, tracesSource } from "../variables.ts";

const WHERE = 'instance=~"$instance"';
const CLUSTER = `${WHERE},cluster=~"$cluster"`;
const tile = { width: 3, height: 4 } as const;
const half = { width: 12, height: 9 } as const;
const DATE = { unit: "dateTimeFromNow", width: 150 } as const;

const PHASES: Words = {
  1: ["Pending", "yellow"],
  2: ["Waiting", "blue"],
  3: ["Running", "green"],
  4: ["Paused", "purple"],
  5: ["Succeeded", "#73bf6940"],
  6: ["Failed", "red"],
  7: ["Aborted", "orange"],
};
const PHASE_NAMES = ["pending", "waiting", "running", "paused", "succeeded", "failed", "aborted"];
const phase = `sum by (instance, run, action, target) (${PHASE_NAMES.map((name, index) => `infra_run_phase{${WHERE},phase="${name}"} * ${index + 1}`).join(" or ")})`;
const NODE_NAMES = `topk by (instance, cluster, node) (1, infra_node_info{${CLUSTER}})`;
const withNode = (expr: string) => `(${expr}) * on (instance, cluster, node) group_left (role, host, talos, kubernetes) ${NODE_NAMES}`;
const outdated = (component: string) => `max by (instance, cluster, node) (infra_node_outdated{${CLUSTER},component="${component}"})`;
const runLinks = [
  toTraces("Steps of ${__data.fields.Run} in Tempo", '{resource.service.name="infra-agent" && span.run="${__data.fields.Run}"}'),
  toLogs("Log of ${__data.fields.Run}", '{service_name="infra-agent"} | run="${__data.fields.Run}"'),
];

export const maintenanceBoard: Board = {
  uid: UIDS.maintenance,
  title: "Maintenance",
  description: "What infra-agent is doing and why it waits; versions of nodes, hosts that want a reboot, drift of Terraform.",
  tags: ["infrastructure"],
  variables: [
    metricsSource(),
    logsSource(),
    tracesSource(),
    instanceOf("infra_maintenance_enabled", "Site"),
    labelValues("cluster", "Cluster", 'infra_cluster_healthy{instance=~"$instance"}', "cluster").multi(true).includeAll(true).allValue(".*"),
  ],
  looksBack: "24h",
  refresh: "30s",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Maintenance",
          description: "Whether disruptive runs may begin at all.",
          unit: "none",
          empty: "no agent",
          words: { 0: ["Switched off", "orange"], 1: ["Allowed", "green"] },
          queries: [now(`min(infra_maintenance_enabled{${WHERE}})`)],
        }),
        stat({
          ...tile,
          title: "Window",
          description: "Whether a maintenance window is open.",
          unit: "none",
          empty: "no agent",
          words: { 0: ["Closed", "text"], 1: ["Open", "green"] },
          queries: [now(`max(infra_window_open{${WHERE}})`)],
        }),
        stat({
          ...tile,
          title: "Next window",
          description: "When the next maintenance window opens.",
          unit: "dateTimeFromNow",
          empty: "none planned",
          steps: ["text"],
          queries: [now(asDate(`min(infra_window_next_start_seconds{${WHERE}})`))],
        }),
        stat({
          ...tile,
          title: "Runs going on",
          description: "Runs that are waiting, running or paused.",
          unit: "none",
          empty: "0",
          steps: ["text", [1, "blue"]],
          queries: [now(countOf(`infra_run_phase{${WHERE},phase=~"waiting|running|paused"} == 1`))],
        }),
        stat({
          ...tile,
          title: "Nodes outdated",
          description: "Nodes that run another version of Talos or Kubernetes than is wanted.",
          unit: "none",
          empty: "0",
          steps: ["green", [1, "blue"]],
          queries: [now(countOf(`max by (instance, cluster, node) (infra_node_outdated{${CLUSTER}}) == 1`))],
        }),
        stat({
          ...tile,
          title: "Hosts want a reboot",
          description: "Proxmox hosts that wait for a reboot.",
          unit: "none",
          empty: "0",
          steps: ["green", [1, "blue"]],
          queries: [now(countOf(`infra_host_reboot_required{${WHERE}} == 1`))],
        }),
        stat({
          ...tile,
          title: "Drift",
          description: "Terraform workspaces whose world differs from what is wanted.",
          unit: "none",
          empty: "0",
          steps: ["green", [1, "orange"]],
          queries: [now(countOf(`infra_workspace_drift{${WHERE}} == 1`))],
        }),
        stat({
          ...tile,
          title: "Failed in the time range",
          description: "Runs that failed.",
          unit: "none",
          empty: "0",
          decimals: 0,
          steps: ONE_IS_BAD,
          queries: [now(`sum(increase(infra_runs_total{${WHERE},result="failed"}[$__range])) or vector(0)`)],
        }),
      ],
    },
    {
      title: "Runs",
      panels: [
        table({
          width: 24,
          height: 8,
          title: "Runs",
          description: "Every run of the last day: what it does, how far it is. A click on its name shows its steps in Tempo and its log.",
          unit: "none",
          empty: "No runs in the last day",
          queries: [
            now(`${phase} > 0`),
            now(`max by (instance, run, action, target) (infra_run_progress_percent{${WHERE}})`),
            now(asDate(`max by (instance, run, action, target) (infra_run_started_seconds{${WHERE}})`)),
            now(asDate(`max by (instance, run, action, target) (infra_run_ended_seconds{${WHERE}})`)),
          ],
          columns: [
            { of: "run", title: "Run", links: runLinks },
            { of: "action", title: "Action", width: 160 },
            { of: "target", title: "Target", width: 160 },
            { of: "value", title: "Phase", words: PHASES, coloured: "text", width: 120 },
            { of: "value B", title: "Progress", unit: "percent", decimals: 0, coloured: "bar", min: 0, max: 100, steps: ["blue"] },
            { of: "value C", title: "Begun", ...DATE },
            { of: "value D", title: "Ended", ...DATE },
          ],
          sortedBy: { title: "Begun", descending: true },
        }),
        timeline({
          ...half,
          title: "Phases",
          description: "How each run went.",
          unit: "none",
          empty: "No runs in this time",
          words: PHASES,
          queries: [overTime(phase, "{{action}} {{target}}")],
        }),
        table({
          ...half,
          title: "What runs wait for",
          description: "The gate that holds each run, and since when. A gate that is not open by its deadline stops the run.",
          unit: "none",
          empty: "No run waits",
          queries: [now(asDate(`infra_run_waiting_since_seconds{${WHERE}} and on (instance, run, gate) (infra_run_waiting{${WHERE}} == 1)`))],
          columns: [
            { of: "run", title: "Run", links: runLinks },
            { of: "target", title: "Target", width: 140 },
            { of: "gate", title: "Gate" },
            { of: "value", title: "Since", ...DATE },
          ],
          sortedBy: { title: "Since" },
        }),
        timeline({
          ...half,
          title: "Gates",
          description: "Whether each gate would let a run go on.",
          unit: "none",
          empty: "No gates",
          words: { 0: ["Closed", "orange"], 1: ["Open", "#73bf6980"] },
          queries: [overTime(`infra_gate_open{${CLUSTER}}`, "{{cluster}} {{gate}}")],
        }),
        bars({
          ...half,
          title: "How long steps take",
          description: "Nineteen of twenty steps of a kind are shorter. Windows must have this much time left.",
          unit: "s",
          empty: "No steps in this time",
          min: 0,
          steps: ["blue"],
          queries: [
            now(
              `sort_desc(histogram_quantile(0.95, sum by (kind, le) (increase(infra_step_duration_seconds_bucket{${WHERE}}[$__range]))))`,
              "{{kind}}",
            ),
          ],
        }),
        series({
          ...half,
          title: "Steps by result",
          description: "Steps that were done, failed or were skipped, and those that were tried again.",
          unit: "none",
          empty: "No steps in this time",
          min: 0,
          drawn: "stacked bars",
          queries: [
            overTime(`sum by (result) (increase(infra_steps_total{${WHERE}}[$__rate_interval]))`, "{{result}}"),
            overTime(`sum(increase(infra_step_retries_total{${WHERE}}[$__rate_interval]))`, "tried again"),
          ],
        }),
        table({
          ...half,
          title: "Commands in the time range",
          description: "Commands over MQTT by answer. Refused ones have no effect; their codes stand in docs/errors.md.",
          unit: "none",
          empty: "No commands in this time",
          queries: [now(`sum by (action, result) (increase(infra_commands_total{${WHERE}}[$__range])) > 0`)],
          columns: [
            { of: "action", title: "Action" },
            { of: "result", title: "Answer", width: 140 },
            { of: "value", title: "Times", decimals: 0, width: 90 },
          ],
          sortedBy: { title: "Times", descending: true },
        }),
      ],
    },
    {
      title: "Clusters and nodes",
      panels: [
        table({
          width: 24,
          height: 9,
          title: "Nodes",
          description: "Versions, and what is not as it should be. A node that is cordoned by others than infra-agent stays so until they lift it.",
          unit: "none",
          empty: "No nodes",
          queries: [
            now(withNode(`max by (instance, cluster, node) (infra_node_ready{${CLUSTER}})`)),
            now(withNode(outdated("talos"))),
            now(withNode(outdated("kubernetes"))),
            now(withNode(`max by (instance, cluster, node) (infra_node_cordoned{${CLUSTER}})`)),
            now(asDate(withNode(`max by (instance, cluster, node) (infra_node_boot_seconds{${CLUSTER}})`))),
          ],
          columns: [
            { of: "cluster", title: "Cluster", width: 120 },
            { of: "node", title: "Node" },
            { of: "role", title: "Role", width: 120 },
            { of: "host", title: "Host", width: 100 },
            { of: "talos", title: "Talos", width: 110 },
            { of: "kubernetes", title: "Kubernetes", width: 110 },
            { of: "value", title: "Ready", words: YES_NO, coloured: "text", width: 90 },
            { of: "value B", title: "Talos outdated", words: NO_IS_GOOD, coloured: "text", width: 130 },
            { of: "value C", title: "Kubernetes outdated", words: NO_IS_GOOD, coloured: "text", width: 160 },
            { of: "value D", title: "Cordoned", words: { 0: ["", "text"], 1: ["yes", "orange"] }, coloured: "text", width: 100 },
            { of: "value E", title: "Booted", ...DATE },
          ],
          sortedBy: { title: "Cluster" },
        }),
        timeline({
          ...half,
          title: "Nodes ready",
          description: "When Kubernetes called each node ready.",
          unit: "none",
          empty: "No nodes",
          words: { 0: ["Not ready", "red"], 1: ["Ready", "#73bf6980"] },
          queries: [overTime(`infra_node_ready{${CLUSTER}}`, "{{cluster}} {{node}}")],
        }),
        timeline({
          ...half,
          title: "Clusters and etcd",
          description: "Whether all probes of each cluster are well, and whether its etcd is.",
          unit: "none",
          empty: "No clusters",
          words: { 0: ["In trouble", "red"], 1: ["Well", "#73bf6980"] },
          queries: [overTime(`infra_cluster_healthy{${CLUSTER}}`, "{{cluster}}"), overTime(`infra_etcd_healthy{${CLUSTER}}`, "{{cluster}}: etcd")],
        }),
        bars({
          ...half,
          title: "Age of etcd snapshots",
          description: "How long ago a verified snapshot was stored outside the cluster.",
          unit: "s",
          empty: "No snapshot yet",
          min: 0,
          steps: ["green", [86_400, "orange"], [7 * 86_400, "red"]],
          queries: [now(`time() - max by (cluster) (infra_etcd_snapshot_last_success_seconds{${CLUSTER}})`, "{{cluster}}")],
        }),
        table({
          ...half,
          title: "Versions",
          description: "What is wanted, what is newest, and until when the stage before must prove itself.",
          unit: "none",
          empty: "No clusters",
          queries: [
            now(`max by (cluster, component, wanted, latest) (infra_version_info{${CLUSTER}})`),
            now(
              asDate(
                `max by (cluster, component, wanted, latest) (infra_cluster_soak_until_seconds{${CLUSTER}} * on (instance, cluster, component) group_left (wanted, latest) topk by (instance, cluster, component) (1, infra_version_info{${CLUSTER}}))`,
              ),
            ),
          ],
          columns: [
            { of: "cluster", title: "Cluster" },
            { of: "component", title: "Component", width: 120 },
            { of: "wanted", title: "Wanted", width: 120 },
            { of: "latest", title: "Newest", width: 120 },
            { of: "value B", title: "Proven", ...DATE },
          ],
          sortedBy: { title: "Cluster" },
        }),
      ],
    },
    {
      title: "Hosts",
      panels: [
        table({
          ...half,
          title: "Proxmox hosts",
          description: "Whether each answers, wants a reboot, has updates, and whether the others could carry its guests.",
          unit: "none",
          empty: "No hosts",
          queries: [
            now(`max by (host) (infra_host_up{${WHERE}})`),
            now(`max by (host) (infra_host_reboot_required{${WHERE}})`),
            now(`max by (host) (infra_host_updates{${WHERE}})`),
            now(`max by (host) (infra_host_fits_without{${WHERE}})`),
            now(asDate(`max by (host) (infra_host_boot_seconds{${WHERE}})`)),
          ],
          columns: [
            { of: "host", title: "Host" },
            { of: "value", title: "Up", words: YES_NO, coloured: "text", width: 80 },
            { of: "value B", title: "Wants a reboot", words: NO_IS_GOOD, coloured: "text", width: 130 },
            { of: "value C", title: "Updates", decimals: 0, width: 90 },
            { of: "value D", title: "Can be spared", words: YES_NO, coloured: "text", width: 120 },
            { of: "value E", title: "Booted", ...DATE },
          ],
          sortedBy: { title: "Host" },
        }),
        timeline({
          ...half,
          title: "Power and right to act",
          description: "On battery nothing begins. Strangers at the broker: only reading is served. Two agents never act at once.",
          unit: "none",
          empty: "No agent reports",
          words: { 0: ["No", OFF], 1: ["Yes", "blue"] },
          queries: [
            overTime(`infra_ups_on_battery{${WHERE}}`, "UPS on battery"),
            overTime(`infra_broker_open{${WHERE}}`, "strangers can publish at the broker"),
            overTime(`infra_lease_held{${WHERE}}`, "{{instance}} may act"),
          ],
        }),
      ],
    },
    {
      title: "Terraform",
      panels: [
        table({
          ...half,
          title: "Workspaces",
          description: "Whether the world is as Terraform wants it, when that was last looked at, and whether a plan waits for approval.",
          unit: "none",
          empty: "No workspaces",
          queries: [
            now(`max by (workspace) (infra_workspace_drift{${WHERE}})`),
            now(asDate(`max by (workspace) (infra_workspace_checked_seconds{${WHERE}})`)),
            now(asDate(`max by (workspace) (infra_workspace_plan_waiting_since_seconds{${WHERE}})`)),
          ],
          columns: [
            { of: "workspace", title: "Workspace" },
            { of: "value", title: "Drift", words: NO_IS_GOOD, coloured: "text", width: 90 },
            { of: "value B", title: "Looked at", ...DATE },
            { of: "value C", title: "Plan waits since", ...DATE },
          ],
          sortedBy: { title: "Workspace" },
        }),
        bars({
          ...half,
          title: "Changes of the newest plans",
          description: "By workspace and class: safe ones are applied by themselves, critical ones need a typed approval.",
          unit: "none",
          empty: "No plans",
          min: 0,
          steps: ["blue"],
          queries: [now(`sort_desc(sum by (workspace, class) (infra_workspace_changes{${WHERE}}) > 0)`, "{{workspace}}: {{class}}")],
        }),
      ],
    },
  ],
};
