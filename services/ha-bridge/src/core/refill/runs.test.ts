import { expect, test } from "vitest";
import type { RunEvent } from "../history.ts";
import { runsBetween } from "./runs.ts";

const started = (atMs: number): RunEvent => ({ kind: "started", atMs });
const stopped = (atMs: number): RunEvent => ({ kind: "stopped", atMs });
const range = { fromMs: 0, toMs: 1_000, rowsMs: [], startedMs: undefined };

test("without a restart there is one run", () => {
  expect(runsBetween({ ...range, events: [] })).toEqual([{ fromMs: 0, toMs: 1_000, end: "goesOn" }]);
});

test("the start of today's process is known better than its event, which comes when all is set up", () => {
  expect(runsBetween({ ...range, startedMs: 310, events: [stopped(300), started(350)] })).toEqual([
    { fromMs: 0, toMs: 300, end: "stopped" },
    { fromMs: 310, toMs: 1_000, end: "goesOn" },
  ]);
});

test("an earlier start is where the longest silence after the stop ends", () => {
  const events = [stopped(100), started(200), stopped(500), started(600)];
  expect(runsBetween({ ...range, startedMs: 550, events, rowsMs: [101, 104, 160, 165, 170, 520, 590] })).toEqual([
    { fromMs: 0, toMs: 100, end: "stopped" },
    { fromMs: 160, toMs: 500, end: "stopped" },
    { fromMs: 550, toMs: 1_000, end: "goesOn" },
  ]);
});

test("without a word of a stop nobody knows when it died", () => {
  expect(runsBetween({ ...range, startedMs: 400, events: [started(450)] })).toEqual([
    { fromMs: 0, toMs: 400, end: "died" },
    { fromMs: 400, toMs: 1_000, end: "goesOn" },
  ]);
});

test("without a logbook only today's start is known", () => {
  expect(runsBetween({ ...range, startedMs: 400, events: [] })).toEqual([
    { fromMs: 0, toMs: 400, end: "died" },
    { fromMs: 400, toMs: 1_000, end: "goesOn" },
  ]);
});

test("while it is still starting its event has not come yet", () => {
  expect(runsBetween({ ...range, startedMs: 400, events: [stopped(300)] })).toEqual([
    { fromMs: 0, toMs: 300, end: "stopped" },
    { fromMs: 400, toMs: 1_000, end: "goesOn" },
  ]);
});

test("a restart after the range does not concern it", () => {
  expect(runsBetween({ ...range, startedMs: 5_000, events: [] })).toEqual([{ fromMs: 0, toMs: 1_000, end: "goesOn" }]);
});
