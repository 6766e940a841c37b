import { expect, test } from "vitest";
import { type Check, verdictOn } from "./bench.ts";

const CHECK: Check = { what: "ratio", value: 0.9, limit: 1, is: "at most", unit: "" };

test.each([
  ["a value on the right side is met", CHECK, "met"],
  ["a value on the wrong side is missed", { ...CHECK, value: 1.1 }, "missed"],
  ["a range that is all on the right side is met", { ...CHECK, range: [0.8, 0.95] }, "met"],
  ["a range with the limit in it is unclear, wherever its middle is", { ...CHECK, range: [-3, 1.2] }, "unclear"],
  ["a range that is all on the wrong side is missed", { ...CHECK, value: 2, range: [1.5, 4] }, "missed"],
  ["what could not be measured is unclear", { ...CHECK, value: Number.NaN }, "unclear"],
] as const)("%s", (_, check, verdict) => {
  expect(verdictOn(check)).toBe(verdict);
});
