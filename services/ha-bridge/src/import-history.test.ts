import { ManualClock } from "@tiles/testkit/manual-clock";
import { expect, test } from "vitest";
import type { HistoryRow } from "./core/history.ts";
import { encode, exporterBed, house, pointRecorder } from "./core/house-exporter.testing.ts";
import { historyImport } from "./import-history.ts";
import type { Recorder } from "./ports.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 0, 15);

/** As Home Assistant answers: what was in force at the beginning comes with the time of the beginning. */
function recorderOf(rows: readonly HistoryRow[]): Recorder {
  return {
    async history({ entityIds, fromMs, toMs, startState }) {
      const before = startState ? rows.findLast(({ lastUpdatedUs: us }) => us <= fromMs * 1000) : undefined;
      const start = before && { ...before, lastChangedUs: fromMs * 1000, lastUpdatedUs: fromMs * 1000 };
      const within = rows.filter(({ lastUpdatedUs: us }) => us > fromMs * 1000 && us < toMs * 1000);
      return new Map(entityIds.map((id) => [id, { start, rows: within }]));
    },
    runs: async () => [],
    statisticsIds: async () => [],
    statistics: async () => new Map(),
  };
}

const row = (state: string, atMs: number): HistoryRow => ({ state, attributes: {}, lastChangedUs: atMs * 1000, lastUpdatedUs: atMs * 1000 });

test("a lamp that is on over midnight is on since the evening in both days, and since anew when it was off between", async () => {
  const bed = exporterBed();
  bed.exporter.snapshot(
    { entities: house({ "light.lamp": ["off", T0, {}] }), askedMs: T0 + 3 * DAY, complete: true, restarted: false },
    T0 + 3 * DAY,
  );
  const { points, sink } = pointRecorder();
  const clock = new ManualClock();
  const importDay = historyImport({
    recorder: recorderOf([row("off", T0), row("on", T0 + 22 * HOUR), row("off", T0 + 25 * HOUR), row("on", T0 + 47 * HOUR)]),
    clock,
    target: { encode, sink: sink("backlog"), rest: async () => undefined },
    entities: [...bed.exporter.entities.values()],
    facts: bed.exporter.facts,
    startedMs: T0 - DAY,
    failed: (why) => {
      throw why;
    },
  });
  const since: (number | "end")[][] = [];
  for (const day of [0, 1, 2]) {
    points.length = 0;
    const done = importDay({ fromMs: T0 + day * DAY, toMs: T0 + (day + 1) * DAY }, new AbortController().signal);
    await clock.advance(HOUR);
    await done;
    const values = points.filter(({ name, value }) => name === "ha_on_since_seconds" && value !== "end").map(({ value }) => value);
    since.push([...new Set(values)].map((value) => (Number(value) * 1000 - T0) / HOUR));
  }
  expect(since).toEqual([[22], [22, 47], [47]]);
});
