import type { Alert } from "../../alert.ts";

export const infrastructureDrift = {
  name: "InfrastructureDrift",
  group: "maintenance",
  severity: "info",
  onByDefault: false,
  parameters: {},
  for: "1h",
  expr: "max by (instance, workspace) (last_over_time(infra_workspace_drift[15m])) == 1",
  summary: "What runs differs from what Terraform wants in {{ $labels.workspace }}",
  whatToDo: "Look at the newest plan: approve it to bring the world back, or write the change into the code.",
  meaning: "The last look for drift found that applying the workspace would change something, an hour ago or longer.",
  cause: "Somebody changed something by hand, a provider was updated, or a change was merged and not applied.",
} satisfies Alert;
