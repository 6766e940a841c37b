import { expect, test } from "vitest";
import { instantOption, wholeRange } from "./instants.ts";

const NOW_MS = Date.parse("2026-11-28T05:00:00Z");

test.each([
  ["now", "2026-11-28T05:00:00.000Z"],
  ["3h", "2026-11-28T02:00:00.000Z"],
  ["2026-11-22", "2026-11-22T00:00:00.000Z"],
  ["2026-11-22T18:00:00Z", "2026-11-22T18:00:00.000Z"],
  ["2026-11-22T18:00:00+01:00", "2026-11-22T17:00:00.000Z"],
])("%s is %s", (given, at) => {
  expect(new Date(instantOption("from", given, NOW_MS)).toISOString()).toBe(at);
});

test.each(["yesterday", "10", "2026-13-40", ""])("%s is no time, and what is one is said", (given) => {
  expect(() => instantOption("from", given, NOW_MS)).toThrow(
    "Write a time such as 2026-11-22T18:00:00Z or 2026-11-22, how long ago such as 90m or 3d, or now.",
  );
});

test("--from 10m --to 20m is turned round, and refused", () => {
  const range = () => wholeRange(instantOption("from", "10m", NOW_MS), instantOption("to", "20m", NOW_MS));
  expect(range).toThrow("the range from 2026-11-28T04:50:00.000Z to 2026-11-28T04:40:00.000Z ends before it begins. Write --from earlier than --to");
});
