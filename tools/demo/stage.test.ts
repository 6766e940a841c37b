import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openStage } from "./stage.ts";

let written: string;

beforeEach(() => {
  written = "";
  vi.useFakeTimers({ now: Date.parse("2026-07-01T20:14:20.007Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

function open(more: { isTerminal?: boolean; hasColor?: boolean } = {}) {
  return openStage({ write: (text) => void (written += text), isTerminal: false, hasColor: false, ...more });
}

test("what was seen has the time of the house, and what belongs to it stands below", () => {
  open().withTimeZone("Europe/Amsterdam").saw("A light is on.", "since ten");
  expect(written).toBe("  22:14:20.007  A light is on.\n                since ten\n");
});

test("a log is not told of a short wait", () => {
  const waiting = open().waiting("the night to begin", 60_000);
  vi.advanceTimersByTime(2_999);
  waiting[Symbol.dispose]();
  vi.advanceTimersByTime(60_000);
  expect(written).toBe("");
});

test("a log is told of a long wait, and again from time to time", () => {
  using _waiting = open().waiting("the night to begin", 60_000);
  vi.advanceTimersByTime(40_000);
  expect(written).toBe("  ... waiting for the night to begin (at most 57 s)\n  ... waiting for the night to begin (at most 27 s)\n");
});

test("a terminal shows a wait at once and writes over it", () => {
  const stage = open({ isTerminal: true });
  const waiting = stage.waiting("the night to begin", 60_000);
  waiting[Symbol.dispose]();
  stage.say("It begins.");
  expect(written).toBe("  ... the night to begin (at most 60 s)\r\x1b[2KIt begins.\n");
});

test("colours are for terminals that have them", () => {
  open({ hasColor: true }).heading("Ending");
  expect(written).toBe("\n\x1b[1mEnding\x1b[22m\n");
});
