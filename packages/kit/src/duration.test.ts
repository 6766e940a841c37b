import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";
import { formatSize, parseSize } from "./size.ts";

test.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["5m", 300_000],
  ["72h", 259_200_000],
  ["30d", 2_592_000_000],
  ["1.5h", 5_400_000],
  [" 30s ", 30_000],
  ["0s", 0],
  ["30", undefined],
  ["-5s", undefined],
  ["1h30m", undefined],
  ["5 m", undefined],
  ["", undefined],
  ["1e9s", undefined],
])("the duration %j is %j ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ["512B", 512],
  ["64KiB", 65_536],
  ["2GiB", 2_147_483_648],
  ["1.5GiB", 1_610_612_736],
  ["64KB", undefined],
  ["64", undefined],
  ["", undefined],
])("the size %j is %j bytes", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each(["500ms", "30s", "5m", "3d", "90m", "25h"])("%s is written as it was read", (text) => {
  expect(formatDuration(parseDuration(text) ?? -1)).toBe(text);
});

test.each(["512B", "64KiB", "1536MiB", "2GiB"])("%s is written as it was read", (text) => {
  expect(formatSize(parseSize(text) ?? -1)).toBe(text);
});
