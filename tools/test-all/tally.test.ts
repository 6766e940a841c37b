import { expect, test } from "vitest";
import { NOTHING, skipsAreFailures, sum, summaryLines } from "./tally.ts";

const some = { passed: 5, failed: 1, skipped: 2, failures: ["a.test.ts: adds"], skips: ["b.test.ts (2 tests): mimir is missing: no Go"] };

test("the last line is for machines", () => {
  expect(summaryLines(some).at(-1)).toBe("5 passed, 1 failed, 2 skipped");
});

test("the summary names what was skipped and why, and what failed", () => {
  expect(summaryLines(some)).toEqual([
    "skipped:",
    "  b.test.ts (2 tests): mimir is missing: no Go",
    "",
    "failed:",
    "  a.test.ts: adds",
    "",
    "5 passed, 1 failed, 2 skipped",
  ]);
});

test("a summary without trouble is one line", () => {
  expect(summaryLines({ ...NOTHING, passed: 3 })).toEqual(["3 passed, 0 failed, 0 skipped"]);
});

test("on a build server what was skipped has failed", () => {
  expect(skipsAreFailures(some)).toEqual({ passed: 5, failed: 3, skipped: 0, failures: [...some.failures, ...some.skips], skips: [] });
});

test("tallies add up", () => {
  expect(sum([some, some])).toMatchObject({ passed: 10, failed: 2, skipped: 4 });
});
