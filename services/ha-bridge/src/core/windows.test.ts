import { expect, test } from "vitest";
import type { WindowEdge } from "./windows.ts";
import { windowAt } from "./windows.ts";

const clock = (hour: number, minute = 0): WindowEdge => ({ kind: "clock", minuteOfDay: hour * 60 + minute });
const berlin = { timeZone: "Europe/Berlin", latitude: 52.52, longitude: 13.4 };
const newYork = { timeZone: "America/New_York", latitude: 40.71, longitude: -74.0 };
const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

test("a night that runs over midnight is active in between", () => {
  const now = windowAt(clock(22), clock(6), berlin, at("2026-11-22T01:00:00Z"));
  expect(now?.active).toBe(true);
  expect([iso(now?.startMs), iso(now?.endMs)]).toEqual(["2026-11-21T21:00:00.000Z", "2026-11-22T05:00:00.000Z"]);
});

test("in the day it is the night that ended", () => {
  const now = windowAt(clock(22), clock(6), berlin, at("2026-11-22T12:00:00Z"));
  expect(now?.active).toBe(false);
  expect([iso(now?.endMs), iso(now?.changesAtMs)]).toEqual(["2026-11-22T05:00:00.000Z", "2026-11-22T21:00:00.000Z"]);
});

test("the edges belong to the window's start and not to its end", () => {
  expect(windowAt(clock(22), clock(6), berlin, at("2026-11-21T21:00:00Z"))?.active).toBe(true);
  expect(windowAt(clock(22), clock(6), berlin, at("2026-11-22T05:00:00Z"))?.active).toBe(false);
});

test.each([
  ["Berlin in spring", berlin, "2026-03-29T00:30:00Z", 7],
  ["Berlin in autumn", berlin, "2026-10-25T00:30:00Z", 9],
  ["New York in spring", newYork, "2026-03-08T06:30:00Z", 7],
  ["New York in autumn", newYork, "2026-11-01T05:30:00Z", 9],
])("the night of the clock change in %s has its own length", (_name, place, now, hours) => {
  const window = windowAt(clock(22), clock(6), place, at(now));
  expect(((window?.endMs ?? 0) - (window?.startMs ?? 0)) / 3_600_000).toBe(hours);
});

test("a start that does not exist is the first instant after the jump", () => {
  expect(iso(windowAt(clock(2, 30), clock(6), berlin, at("2026-03-29T02:00:00Z"))?.startMs)).toBe("2026-03-29T01:00:00.000Z");
});

test("of a time that exists twice a start takes the first and an end the second", () => {
  const from = windowAt(clock(2, 30), clock(6), berlin, at("2026-10-25T02:00:00Z"));
  const to = windowAt(clock(22), clock(2, 30), berlin, at("2026-10-25T00:00:00Z"));
  expect([iso(from?.startMs), iso(to?.endMs)]).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]);
});

test("a window by the sun follows the coordinates", () => {
  const sunset: WindowEdge = { kind: "sun", event: "sunset", offsetMs: 30 * 60_000 };
  const sunrise: WindowEdge = { kind: "sun", event: "sunrise", offsetMs: 0 };
  const now = windowAt(sunset, sunrise, berlin, at("2026-06-21T22:30:00Z"));
  expect(now?.active).toBe(true);
  expect(iso(now?.startMs)?.slice(0, 15)).toBe("2026-06-21T20:0");
});

test("without a sunset there is no window", () => {
  const tromso = { timeZone: "Europe/Oslo", latitude: 69.65, longitude: 18.96 };
  const sunset: WindowEdge = { kind: "sun", event: "sunset", offsetMs: 0 };
  const sunrise: WindowEdge = { kind: "sun", event: "sunrise", offsetMs: 0 };
  expect(windowAt(sunset, sunrise, tromso, at("2026-06-21T12:00:00Z"))).toBeUndefined();
});
