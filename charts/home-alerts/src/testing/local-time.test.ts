import { expect, test } from "vitest";

import { clockTime, epochSecondsAt, localDate, localTimeAt, offsetSecondsAt } from "./local-time.ts";

const utc = (iso: string): number => Date.parse(iso) / 1000;

test("knows the offset before and after a clock change", () => {
  expect(offsetSecondsAt("Europe/Berlin", utc("2026-10-25T00:59:59Z"))).toBe(7200);
  expect(offsetSecondsAt("Europe/Berlin", utc("2026-10-25T01:00:00Z"))).toBe(3600);
  expect(offsetSecondsAt("America/New_York", utc("2026-11-01T05:59:59Z"))).toBe(-14_400);
  expect(offsetSecondsAt("Asia/Kolkata", utc("2026-11-01T05:59:59Z"))).toBe(19_800);
});

test.each([
  ["Europe/Berlin", "2026-10-24 20:41", "2026-10-24T18:41:00Z"],
  ["Europe/Berlin", "2026-10-25 06:00", "2026-10-25T05:00:00Z"],
  ["America/New_York", "2026-03-08 22:00:01", "2026-03-09T02:00:01Z"],
] as const)("in %s clocks show %s at %s", (zone, local, iso) => {
  expect(epochSecondsAt(zone, local)).toBe(utc(iso));
});

test("takes the first instant after the jump for a time that is skipped", () => {
  expect(epochSecondsAt("Europe/Berlin", "2026-03-29 02:30")).toBe(utc("2026-03-29T01:00:00Z"));
  expect(epochSecondsAt("America/New_York", "2026-03-08 02:30")).toBe(utc("2026-03-08T07:00:00Z"));
});

test("tells the two instants of a repeated time apart", () => {
  expect(epochSecondsAt("Europe/Berlin", "2026-10-25 02:30", "first")).toBe(utc("2026-10-25T00:30:00Z"));
  expect(epochSecondsAt("Europe/Berlin", "2026-10-25 02:30", "second")).toBe(utc("2026-10-25T01:30:00Z"));
});

test("gives date and clock time of the place", () => {
  expect(localDate("America/New_York", utc("2026-11-01T03:00:00Z"))).toBe("2026-10-31");
  expect(localDate("America/New_York", utc("2026-11-01T03:00:00Z"), 1)).toBe("2026-11-01");
  expect(localTimeAt("America/New_York", utc("2026-11-01T06:00:01Z"))).toBe("2026-11-01 01:00:01");
  expect(clockTime("Asia/Kolkata", utc("2026-11-01T03:00:00Z"))).toBe("08:30");
});
