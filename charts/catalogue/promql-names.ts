import { parser } from "@prometheus-io/lezer-promql";
import type { SyntaxNodeRef } from "@lezer/common";

/** What an expression asks a store for. */
export interface PromqlNames {
  /** Every selector: its metric and the labels that its matchers name. A metric that is no plain name is "". */
  readonly selectors: readonly { readonly metric: string; readonly labels: readonly string[] }[];
  /** Labels by which it groups or joins. */
  readonly grouped: readonly string[];
  /** Labels that it makes itself: by count_values, label_replace and label_join. */
  readonly made: readonly string[];
  /** Where the grammar of PromQL is broken. */
  readonly errors: readonly string[];
}

const WRITES_LABEL = { count_values: 0, label_replace: 0, label_join: 0 } as const;

/** Read by the grammar of Prometheus' own editor, so a name in a string or a comment is not taken for a metric. */
export function promqlNames(expr: string): PromqlNames {
  const selectors: { metric: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  const made: string[] = [];
  const errors: string[] = [];
  const text = ({ from, to }: SyntaxNodeRef) => expr.slice(from, to);
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError) errors.push(`at ${node.from}: ${expr.slice(node.from, node.from + 30)}`);
      if (node.name === "VectorSelector") selectors.push({ metric: "", labels: [] });
      if (node.name === "Identifier") selectors.at(-1)!.metric = text(node);
      if (node.name === "LabelName") (node.node.parent?.name === "GroupingLabels" ? grouped : (selectors.at(-1)?.labels ?? [])).push(text(node));
      if (node.name === "StringLiteral" && writesLabel(node, text)) made.push(text(node).slice(1, -1));
    },
  });
  return { selectors, grouped, made, errors };
}

/** The first string among the arguments of a function that writes a label names that label. */
function writesLabel(node: SyntaxNodeRef, text: (node: SyntaxNodeRef) => string): boolean {
  const body = node.node.parent;
  const called = body?.parent?.firstChild;
  if (body?.name !== "FunctionCallBody" || !called || !(text(called) in WRITES_LABEL)) return false;
  return body.getChildren("StringLiteral")[0]?.from === node.from;
}
