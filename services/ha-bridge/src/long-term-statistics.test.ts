import { expect, test } from "vitest";
import type { HistoryRow } from "./core/history.ts";
import { oldestHistory } from "./long-term-statistics.ts";
import type { Recorder } from "./ports.ts";

const HOUR = 3_600_000;

/** A recorder whose first row is of that instant. */
function recorderSince(firstMs: number): Recorder {
  const row: HistoryRow = { state: "1", attributes: {}, lastChangedUs: firstMs * 1000, lastUpdatedUs: firstMs * 1000 };
  return {
    history: async ({ entityIds, fromMs }) => new Map(entityIds.map((id) => [id, { start: fromMs > firstMs ? row : undefined, rows: [] }])),
    runs: async () => [],
    statisticsIds: async () => [],
    statistics: async () => new Map(),
  };
}

test("history is found though the recorder keeps only some of the house, and those are not the first", async () => {
  const recorder = recorderSince(5.3 * HOUR);
  const nothing = { start: undefined, rows: [] };
  const some: Recorder = {
    ...recorder,
    async history(query) {
      const found = await recorder.history(query);
      return new Map([...found].map(([id, history]) => [id, id === "sensor.kept" ? history : nothing]));
    },
  };
  const others = Array.from({ length: 130 }, (_, index) => `light.l${index}`);
  expect(await oldestHistory(some, [...others, "sensor.kept"], 0, 16 * HOUR)).toBe(5 * HOUR);
  expect(await oldestHistory(some, others, 0, 16 * HOUR)).toBe(16 * HOUR);
});

test.each([
  ["before the range", -5 * HOUR, 0],
  ["in it", 5.3 * HOUR, 5 * HOUR],
  ["behind it, however long it is", 20 * HOUR, 16 * HOUR],
])("history that begins %s: from there on there are rows, before it only hours", async (_where, firstMs, wanted) => {
  expect(await oldestHistory(recorderSince(firstMs), ["sensor.a"], 0, 16 * HOUR)).toBe(wanted);
});
