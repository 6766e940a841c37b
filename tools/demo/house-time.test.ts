import { expect, test } from "vitest";
import { inHouseTime, millisecondOf } from "./house-time.ts";

test("shows milliseconds by the clocks of the house", () => {
  expect(inHouseTime(Date.parse("2026-07-01T22:05:06.007Z"), "Europe/Amsterdam")).toBe("00:05:06.007");
});

test("cuts the microseconds of Home Assistant off", () => {
  expect(millisecondOf("2026-11-22T23:34:29.123999+00:00")).toBe(Date.parse("2026-11-22T23:34:29.123Z"));
});

test("takes a full second, which Home Assistant writes without a fraction", () => {
  expect(millisecondOf("2026-11-22T23:34:29+00:00")).toBe(Date.parse("2026-11-22T23:34:29.000Z"));
});
