import { stringify } from "yaml";

import type { Alert } from "./alert.ts";

/**
 * The rule file of these alerts. It names no evaluation interval, so each evaluator's own applies, and holds
 * nothing that one of Prometheus, vmalert and Mimir's ruler would not take.
 */
export function renderRules(alerts: readonly Alert[]): string {
  const groups = Map.groupBy(alerts, (alert) => alert.group);
  const file = { groups: [...groups].map(([name, members]) => ({ name, rules: members.map(toRule) })) };
  return HEADER + stringify(file, { lineWidth: 0, blockQuote: "literal" });
}

const HEADER = "# Generated from src/ by src/generate.ts: change it there.\n";

function toRule(alert: Alert): Record<string, unknown> {
  return {
    alert: alert.name,
    expr: alert.expr,
    labels: { severity: alert.severity },
    annotations: { summary: alert.summary, description: alert.whatToDo },
  };
}
