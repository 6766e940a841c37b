import type { Alert } from "../../alert.ts";

export const nodeOutdated = {
  name: "NodeOutdated",
  group: "maintenance",
  severity: "info",
  onByDefault: false,
  parameters: {},
  for: "3d",
  expr: "max by (instance, cluster, node, component) (last_over_time(infra_node_outdated[15m])) == 1",
  summary: "{{ $labels.node }} of {{ $labels.cluster }} does not run the {{ $labels.component }} that is wanted",
  whatToDo: "Look why its upgrade does not begin or has failed; a window, a gate or an approval may be missing.",
  meaning: "A node has run another version of Talos or Kubernetes than is wanted for 3 days.",
  cause: "An upgrade that waits, that was aborted, or that left this node out.",
} satisfies Alert;
