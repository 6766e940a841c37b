import { knownLabels } from "./known-labels.ts";
import { promqlNames } from "./promql-names.ts";

/** What no service sends though the expression asks for it, and what is no PromQL; empty when all is well. */
export function unknownNames(expr: string): string[] {
  const { selectors, grouped, made, errors } = promqlNames(expr);
  const there = new Set([...made, ...selectors.flatMap(({ metric }) => [...(knownLabels.get(metric) ?? [])])]);
  return [
    ...errors.map((error) => `no PromQL ${error}`),
    ...selectors.flatMap(({ metric, labels }) => {
      const known = knownLabels.get(metric);
      if (known === undefined) return [`no service sends "${metric}"`];
      return labels.filter((label) => !known.has(label)).map((label) => `${metric} has no label ${label}`);
    }),
    ...grouped.filter((label) => !there.has(label)).map((label) => `none of its metrics has the label ${label}`),
  ];
}
