import { expect, test } from "vitest";
import { tallyOf } from "./vitest-report.ts";

const file = (status: string, statuses: readonly string[], message = "") => ({
  name: "/repo/a.test.ts",
  status,
  message,
  assertionResults: statuses.map((one, index) => ({ fullName: `test ${index}`, status: one })),
});

test("passed, failed and skipped tests are counted and named", () => {
  const report = { success: false, testResults: [file("failed", ["passed", "failed", "pending", "todo"])] };
  expect(tallyOf(report, "/repo", "unit tests")).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
    failures: ["a.test.ts: test 1"],
    skips: ["a.test.ts: test 2 (skips itself)", "a.test.ts: test 3 (skips itself)"],
  });
});

test("a file that could not be run is a failure with its reason", () => {
  const report = { success: false, testResults: [file("failed", [], "Cannot find module x\n at y")] };
  expect(tallyOf(report, "/repo", "unit tests")).toMatchObject({ failed: 1, failures: ["a.test.ts: Cannot find module x"] });
});

test("a file whose hook failed after good tests is a failure", () => {
  expect(tallyOf({ success: false, testResults: [file("failed", ["passed"], "hook")] }, "/repo", "unit tests")).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test("an error outside of the tests is a failure", () => {
  const report = { success: false, testResults: [file("passed", ["passed"])] };
  expect(tallyOf(report, "/repo", "unit tests")).toMatchObject({
    passed: 1,
    failed: 1,
    failures: ["unit tests: vitest met an error outside of the tests"],
  });
});

test("no report at all is a failure", () => {
  expect(tallyOf(undefined, "/repo", "unit tests")).toMatchObject({ failed: 1, failures: ["unit tests: vitest ended without a report"] });
});
