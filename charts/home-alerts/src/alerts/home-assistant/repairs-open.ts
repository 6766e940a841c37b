import type { Alert } from "../../alert.ts";
import { BRIDGED } from "../../parts/bridging.ts";

/** All severities together: the label of the series has the name of the alert's own, so it must not stay. */
export const repairsOpen = {
  name: "RepairsOpen",
  group: "home-assistant",
  severity: "info",
  onByDefault: false,
  parameters: {},
  for: "1d",
  expr: `sum by (instance) (max by (instance, severity) (last_over_time(ha_repair_issues[${BRIDGED}]))) > 0`,
  summary: 'Home Assistant of {{ $labels.instance }} asks for {{ $value | printf "%.0f" }} {{ if eq $value 1.0 }}repair{{ else }}repairs{{ end }}',
  whatToDo: "Settings, System, Repairs: each says what to do. One that shall stay as it is can be ignored there.",
  meaning: "Repairs that nobody has ignored have been open for a day.",
  cause: "An integration is going to stop working, a setting is deprecated, or something needs a decision.",
} satisfies Alert;
