import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type YAMLError } from "yaml";

/** Mistakes of the YAML itself, one line each; of several on one line the first, since the others follow from it. */
export function listYamlProblems(document: Document, lines: LineCounter, text: string, file: string): string[] {
  const byLine = new Map<number, string>();
  for (const error of document.errors) {
    const line = lineAt(lines, error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, `${file}:${line} ${explain(error, text)}`);
  }
  return [...byLine.values()];
}

/** Where a path of keys and indices stands. */
export interface Place {
  line: number;
  /** False when the path ends before its last part: the line is then the one of the nearest parent. */
  found: boolean;
  /** The key is written, but nothing behind it. */
  empty: boolean;
}

export function placeOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): Place {
  let node: unknown = document.contents;
  let line = 1;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    const child = isMap(node)
      ? pairOf(node.items, part)
      : isSeq(node)
        ? { key: node.items[Number(part)], value: node.items[Number(part)] }
        : undefined;
    if (child?.key === undefined) return { line, found: false, empty: false };
    line = lineAt(lines, startOf(child.key)) || line;
    node = child.value;
  }
  return { line, found: true, empty: node === null || (isScalar(node) && node.value === null) };
}

function explain({ code, pos, message }: YAMLError, text: string): string {
  if (code === "DUPLICATE_KEY") {
    const key = /^[^:\s]*/.exec(text.slice(pos[0]))?.[0] ?? "";
    return `${key}: the key stands here a second time; allowed: each key once`;
  }
  if (code === "TAB_AS_INDENT") return "(syntax): a tab at the beginning of the line; allowed: spaces";
  if (code === "MULTIPLE_DOCS") return "(syntax): a second document begins here (---); allowed: one document";
  return `(syntax): not valid YAML: ${message.replaceAll(/\s+/g, " ")}`;
}

function pairOf(items: readonly { key: unknown; value: unknown }[], part: PropertyKey): { key: unknown; value: unknown } | undefined {
  // Of repeated keys the last one counts, as in the value that is judged.
  return items.findLast(({ key }) => isScalar(key) && String(key.value) === String(part));
}

function startOf(node: unknown): number {
  const range = (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range;
  return range ? range[0] : -1;
}

function lineAt(lines: LineCounter, offset: number): number {
  return offset < 0 ? 0 : lines.linePos(offset).line;
}
