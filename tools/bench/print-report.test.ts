import { expect, test } from "vitest";
import type { BenchReport } from "./bench.ts";
import { jsonReport, printReport } from "./print-report.ts";

const REPORT: BenchReport = {
  name: "bridge",
  machine: { node: "24.0.0", processor: "CPU", cores: 2, loadBefore: 0.04, pinned: true },
  parts: [
    {
      name: "changes",
      title: "CPU per change",
      columns: ["entities", "ours"],
      rows: [
        [500, 1.234],
        [50_000, undefined],
      ],
      checks: [
        { what: "ratio", value: 3.5, limit: 3, is: "at most", unit: " x" },
        { what: "others", value: 111, limit: 50, is: "at least", unit: " x" },
      ],
      notes: ["A note."],
    },
  ],
};

test("a person sees columns, and what was met and missed", () => {
  expect(printReport(REPORT).split("\n")).toEqual([
    "bridge: Node 24.0.0, 2 x CPU, load before 0.0, measured on a core of its own",
    "",
    "CPU per change",
    "  entities  ours",
    "  500       1.23",
    "  50,000       -",
    "  MISSED  ratio: 3.50 x, at most 3 x",
    "  met     others: 111 x, at least 50 x",
    "  A note.",
  ]);
});

test("a machine gets each check with its verdict", () => {
  const { parts } = JSON.parse(jsonReport(REPORT)) as { parts: { checks: { verdict: string }[] }[] };
  expect(parts[0]?.checks.map(({ verdict }) => verdict)).toEqual(["missed", "met"]);
});
