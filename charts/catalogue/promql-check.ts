import { parser } from "@prometheus-io/lezer-promql";
import type { SyntaxNode } from "@lezer/common";
import { knownSeries } from "./known-series.ts";

/** What a PromQL expression asks for, and what is wrong with it. */
export interface PromqlFindings {
  /** Names of the series, each once. */
  readonly series: readonly string[];
  /** Labels that its result may have: those of its series and those that it makes. */
  readonly labels: ReadonlySet<string>;
  /** Labels by which something in it is grouped or joined. */
  readonly grouped: ReadonlySet<string>;
  readonly problems: readonly string[];
}

/**
 * Syntax; series that no catalogue has; labels that their series do not have; operations between two vectors that do
 * not say `on (instance, ...)`, nor `ignoring` something else, so that two houses in one store would mix.
 */
export function checkPromql(expr: string): PromqlFindings {
  const nodes = nodesOf(expr);
  const problems = nodes.filter(({ type }) => type.isError).map((node) => `does not parse at "${expr.slice(node.from, node.from + 40)}"`);
  const text = (node: SyntaxNode) => expr.slice(node.from, node.to);
  const series = new Set<string>();
  const labels = new Set(nodes.filter((node) => namesLabel(node, text)).map((node) => text(node).slice(1, -1)));
  const grouped = new Set(nodes.filter(({ name, parent }) => name === "LabelName" && parent?.name === "GroupingLabels").map(text));

  for (const selector of nodes.filter(({ name }) => name === "VectorSelector")) {
    const name = selector.getChild("Identifier");
    const found = name === null ? undefined : knownSeries(text(name));
    if (name === null) problems.push(`${text(selector)}: names no series`);
    else if (found === undefined) problems.push(`${text(name)}: is in no catalogue`);
    else {
      series.add(text(name));
      for (const label of found.labels) labels.add(label);
      for (const label of matchedLabels(selector).map(text)) if (!found.labels.has(label)) problems.push(`${text(name)}: has no label ${label}`);
    }
  }
  for (const label of grouped) if (!labels.has(label)) problems.push(`${label}: is a label of none of ${[...series].join(", ")}`);
  for (const operation of nodes.filter(({ name }) => name === "BinaryExpr"))
    if (mixesHouses(operation, text)) problems.push(`${text(operation)}: does not say on (instance, ...)`);
  return { series: [...series], labels, grouped, problems };
}

function nodesOf(expr: string): SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  parser.parse(expr).iterate({ enter: ({ node }) => void nodes.push(node) });
  return nodes;
}

const MAKE_LABELS = new Set(["count_values", "label_replace", "label_join"]);

/** The first string that these functions are given names the label that they make. */
function namesLabel(node: SyntaxNode, text: (node: SyntaxNode) => string): boolean {
  const body = node.parent;
  const called = body?.parent?.firstChild;
  if (node.name !== "StringLiteral" || body?.name !== "FunctionCallBody" || !called || !MAKE_LABELS.has(text(called))) return false;
  return body.getChildren("StringLiteral")[0]?.from === node.from;
}

function matchedLabels(selector: SyntaxNode): SyntaxNode[] {
  const matchers = selector.getChild("LabelMatchers");
  return (matchers?.getChildren("UnquotedLabelMatcher") ?? []).flatMap((matcher) => matcher.getChildren("LabelName"));
}

function mixesHouses(operation: SyntaxNode, text: (node: SyntaxNode) => string): boolean {
  const [left, right] = [operation.firstChild, operation.lastChild];
  if (left === null || right === null || isScalar(left, text) || isScalar(right, text)) return false;
  // A union takes everything of both sides; nothing is matched by it that could be mixed up.
  if (operation.getChild("Or") !== null) return false;
  const matching = descendants(operation.getChild("MatchingModifierClause"));
  const names = (modifier: SyntaxNode) => /^\(\s*(\w+\s*,\s*)*instance\b/.test(textAfter(modifier, operation, text));
  const on = matching.find(({ name }) => name === "On");
  const ignoring = matching.find(({ name }) => name === "Ignoring");
  if (on !== undefined) return !names(on);
  return ignoring === undefined || names(ignoring);
}

function textAfter(node: SyntaxNode, within: SyntaxNode, text: (node: SyntaxNode) => string): string {
  return text(within)
    .slice(node.to - within.from)
    .trimStart();
}

const SCALAR_FUNCTIONS = new Set(["time", "scalar", "pi"]);

function isScalar(node: SyntaxNode, text: (node: SyntaxNode) => string): boolean {
  switch (node.name) {
    case "NumberDurationLiteral":
    case "NumberDurationLiteralInDurationContext":
      return true;
    case "ParenExpr":
    case "UnaryExpr":
    case "BinaryExpr":
      return children(node)
        .filter(({ name }) => EXPRESSIONS.has(name))
        .every((child) => isScalar(child, text));
    case "FunctionCall":
      return SCALAR_FUNCTIONS.has(text(node.firstChild ?? node));
    default:
      return false;
  }
}

const EXPRESSIONS = new Set([
  "NumberDurationLiteral",
  "ParenExpr",
  "UnaryExpr",
  "BinaryExpr",
  "FunctionCall",
  "AggregateExpr",
  "VectorSelector",
  "SubqueryExpr",
  "OffsetExpr",
  "StepInvariantExpr",
]);

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

function descendants(node: SyntaxNode | null): SyntaxNode[] {
  return node === null ? [] : [node, ...children(node).flatMap(descendants)];
}
