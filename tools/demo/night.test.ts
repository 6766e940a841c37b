import { expect, test } from "vitest";
import { nextNight } from "./night.ts";

const at = (time: string) => Date.parse(time);

test("a night begins at the next full minute and lasts one, by the clocks of the house", () => {
  expect(nextNight(at("2026-07-01T20:14:20Z"), 30_000, "Europe/Amsterdam")).toEqual({
    start: "22:15",
    end: "22:16",
    startAt: at("2026-07-01T20:15:00Z"),
    endAt: at("2026-07-01T20:16:00Z"),
  });
});

test("a minute that comes too soon is left to pass", () => {
  expect(nextNight(at("2026-07-01T20:14:31Z"), 30_000, "UTC")).toMatchObject({ start: "20:16", end: "20:17" });
});

test("midnight is 00:00 in the config", () => {
  expect(nextNight(at("2026-01-01T22:58:10Z"), 30_000, "Europe/Amsterdam")).toMatchObject({ start: "23:59", end: "00:00" });
});

test("a house whose clocks are half an hour off has full minutes too", () => {
  expect(nextNight(at("2026-01-01T00:00:00Z"), 30_000, "Asia/Kolkata")).toMatchObject({ start: "05:31", end: "05:32" });
});
