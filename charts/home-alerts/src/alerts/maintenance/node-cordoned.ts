import type { Alert } from "../../alert.ts";

/** Not while a run goes on, which cordons and uncordons on its way. */
export const nodeCordoned = {
  name: "NodeCordoned",
  group: "maintenance",
  severity: "warning",
  onByDefault: false,
  parameters: {},
  for: "4h",
  expr: `max by (instance, cluster, node) (last_over_time(infra_node_cordoned[15m])) == 1
unless on (instance) max by (instance) (last_over_time(infra_run_phase{phase="running"}[15m])) == 1`,
  summary: "{{ $labels.node }} of {{ $labels.cluster }} takes no pods",
  whatToDo: "`kubectl uncordon` it when it is well. If infra-agent left it so, its last run says why.",
  meaning: "A node has been cordoned for 4 hours while no maintenance run was running.",
  cause: "Somebody cordoned it and forgot it, or a run that failed left a sick node alone on purpose.",
} satisfies Alert;
