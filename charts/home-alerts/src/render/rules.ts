import { stringify } from "yaml";

import { type Alert, GROUPS } from "../alert.ts";
import { expressionOf, fillIn, secondsOf } from "./fill-in.ts";
import type { AlertsValues, AlertUse } from "./uses.ts";
import { usesOf } from "./uses.ts";

/** As Prometheus, vmalert and Mimir's ruler read it; the same in a rule file and in a PrometheusRule. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The groups that have rules, in the order of GROUPS. They name no interval, so each evaluator's own applies. */
export function ruleGroups(catalogue: readonly Alert[], values: AlertsValues = {}): RuleGroup[] {
  const uses = Map.groupBy(usesOf(catalogue, values), ({ alert }) => alert.group);
  return Object.keys(GROUPS).flatMap((name) => {
    const members = uses.get(name as keyof typeof GROUPS) ?? [];
    return members.length === 0 ? [] : [{ name, rules: members.map(toRule) }];
  });
}

/** A plain rule file. */
export function renderRules(catalogue: readonly Alert[], values?: AlertsValues): string {
  return stringify({ groups: ruleGroups(catalogue, values) }, { lineWidth: 0, blockQuote: "literal" });
}

function toRule(use: AlertUse): Rule {
  return {
    alert: use.alert.name,
    expr: expressionOf(use),
    ...(secondsOf(use.for) === 0 ? {} : { for: use.for }),
    ...(secondsOf(use.keepFiringFor) === 0 ? {} : { keep_firing_for: use.keepFiringFor }),
    labels: { severity: use.severity, ...(use.name === undefined ? {} : { name: use.name }) },
    annotations: { summary: fillIn(use.alert.summary, use), description: fillIn(use.alert.whatToDo, use) },
  };
}
