import type { BenchReport, Cell, Check, Part, Verdict } from "./bench.ts";
import { verdictOn } from "./bench.ts";

/** A report as a person reads it. */
export function printReport(report: BenchReport): string {
  const { node, processor, cores, loadBefore, pinned } = report.machine;
  const place = pinned ? "measured on a core of its own" : "measured on shared cores";
  const head = `${report.name}: Node ${node}, ${cores} x ${processor}, load before ${loadBefore.toFixed(1)}, ${place}`;
  return [head, ...report.parts.map(printPart)].join("\n\n");
}

/** The same for machines, each check with its verdict. */
export function jsonReport(report: BenchReport): string {
  const parts = report.parts.map((part) => ({ ...part, checks: part.checks.map((check) => ({ ...check, verdict: verdictOn(check) })) }));
  return JSON.stringify({ ...report, parts }, undefined, 2);
}

function printPart(part: Part): string {
  const rows = [part.columns, ...part.rows.map((row) => row.map(printCell))];
  const widths = part.columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "),
  );
  return [part.title, ...[...lines, ...part.checks.map(printCheck), ...part.notes].map((line) => `  ${line}`)].join("\n");
}

const VERDICTS = { met: "met    ", missed: "MISSED ", unclear: "UNCLEAR" } as const satisfies Record<Verdict, string>;

function printCheck(check: Check): string {
  const { what, value, limit, is, unit, range } = check;
  const between = range === undefined ? "" : ` (${range.map(printCell).join(" to ")})`;
  return `${VERDICTS[verdictOn(check)]} ${what}: ${printCell(value)}${unit}${between}, ${is} ${printCell(limit)}${unit}`;
}

function printCell(cell: Cell): string {
  if (cell === undefined) return "-";
  if (typeof cell === "string") return cell;
  const digits = Math.abs(cell) >= 100 || Number.isInteger(cell) ? 0 : Math.abs(cell) >= 10 ? 1 : 2;
  return cell.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
