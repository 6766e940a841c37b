import { relative } from "node:path";
import type { Tally } from "./tally.ts";

/** The part that we read of what vitest's JSON reporter writes. */
export interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Counts the tests of a report; `what` names the run for what belongs to no single test. */
export function tallyOf(report: VitestReport | undefined, root: string, what: string): Tally {
  if (report === undefined) return failure(`${what}: vitest ended without a report`);
  const files = report.testResults.map((file) => ({ ...file, path: relative(root, file.name) }));
  const tests = files.flatMap(({ path, assertionResults }) => assertionResults.map((one) => ({ ...one, line: `${path}: ${one.fullName}` })));
  const failed = tests.filter(({ status }) => status === "failed").map(({ line }) => line);
  // A file that could not be read, or whose hooks failed, may have no test that says so.
  const broken = files
    .filter(({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"))
    .map(({ path, message }) => `${path}: ${firstLine(message)}`);
  const skips = tests.filter(({ status }) => status !== "passed" && status !== "failed").map(({ line }) => `${line} (skips itself)`);
  const failures = [...failed, ...broken];
  if (!report.success && failures.length === 0) failures.push(`${what}: vitest met an error outside of the tests`);
  return { passed: tests.filter(({ status }) => status === "passed").length, failed: failures.length, skipped: skips.length, failures, skips };
}

function failure(line: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, failures: [line], skips: [] };
}

function firstLine(message: string | undefined): string {
  return message === undefined || message === "" ? "the file could not be run" : (message.split("\n")[0] ?? message);
}
