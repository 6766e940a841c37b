import { expect, test } from "vitest";
import { changeMs } from "./change-ms.ts";

test.each([
  ["a time in the middle of a millisecond", 1_795_394_978.6985, 1_795_394_978_698],
  ["a time 0.6 us before the next millisecond stays in its own", 1_795_394_978.6989994, 1_795_394_978_698],
  ["a time 0.1 us before the next millisecond is that one", 1_795_394_978.6989999, 1_795_394_978_699],
  ["the last instant of a second is the next second", 1_795_394_978.9999998, 1_795_394_979_000],
])("%s", (_, seconds, atMs) => {
  expect(changeMs(seconds)).toBe(atMs);
});
