import { expect, test } from "vitest";
import { emptyLog, type LogEntry, newRecords } from "./log-records.ts";

const entry = (logger: string, count: number, lastSeconds: number, firstSeconds = 1): LogEntry => ({
  level: "error",
  logger,
  source: "core.py:1",
  firstSeconds,
  lastSeconds,
  count,
});
const seen = (...entries: LogEntry[]) => newRecords(emptyLog, entries).memory;
const counted = (before: LogEntry[], now: LogEntry[]) => newRecords(seen(...before), now).records.map(({ logger, count }) => `${logger} ${count}`);

test.for<[string, LogEntry[], LogEntry[], string[]]>([
  ["nothing new", [entry("mqtt", 3, 10)], [entry("mqtt", 3, 10)], []],
  ["the same place again", [entry("mqtt", 3, 10)], [entry("mqtt", 5, 20)], ["mqtt 2"]],
  ["another place", [entry("mqtt", 3, 10)], [entry("hue", 4, 20, 15), entry("mqtt", 3, 10)], ["hue 4"]],
  ["a place that was given up and came back begins at one", [entry("mqtt", 3, 10)], [entry("mqtt", 2, 30, 25)], ["mqtt 2"]],
  [
    "two lines of one logger are two places",
    [entry("mqtt", 1, 10)],
    [entry("mqtt", 1, 10), { ...entry("mqtt", 1, 20), source: "core.py:9" }],
    ["mqtt 1"],
  ],
])("%s", ([, before, now, expected]) => {
  expect(counted(before, now)).toEqual(expected);
});

test.for<[string, LogEntry[], LogEntry[], boolean]>([
  [
    "the oldest was given up, what is older than the last look is still there",
    [entry("a", 1, 5), entry("b", 1, 10)],
    [entry("c", 1, 20), entry("b", 1, 10)],
    false,
  ],
  ["all were given up: what came between may have been as well", [entry("a", 1, 5), entry("b", 1, 10)], [entry("d", 1, 30), entry("c", 1, 20)], true],
  ["the list was cleared", [entry("a", 1, 5)], [], true],
  ["all places logged again", [entry("a", 1, 5), entry("b", 1, 10)], [entry("a", 2, 20), entry("b", 2, 30)], false],
  ["nothing was ever logged", [], [], false],
])("records may lack or not: %s", ([, before, now, expected]) => {
  expect(newRecords(seen(...before), now).mayLack).toBe(expected);
});
