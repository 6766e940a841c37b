import { describe, expect, test } from "vitest";
import type { EntityHistory, HistoryRow } from "./history.ts";
import { firstSize, isCommitted, planBackfill, resized } from "./plan-backfill.ts";
import type { Stretch } from "./refill/stretch.ts";

const HOUR_MS = 3_600_000;
const T = Date.UTC(2026, 0, 5, 20);

function stretch(id: number, entityId: string, given: Partial<Stretch> = {}): Stretch {
  return { id, entityId, afterUs: T * 1000, beforeUs: (T + 50_000) * 1000, fromMs: T, toMs: T + 60_000, ended: false, ...given };
}

function row(us: number): HistoryRow {
  return { state: "1", attributes: {}, lastChangedUs: us, lastUpdatedUs: us };
}

describe("what is asked next", () => {
  test("the stretches of one gap together, a little more than the gap itself", () => {
    const plan = planBackfill([stretch(1, "a.a"), stretch(2, "b.b", { fromMs: T - 60_000, toMs: T + 61_000 })], firstSize);
    expect(plan).toMatchObject({ fromMs: T - 70_000, toMs: T + 61_001 });
    expect(plan?.stretches).toHaveLength(2);
  });

  test("another gap waits for its turn, and so does a second gap of the same entity", () => {
    const plan = planBackfill(
      [stretch(1, "a.a"), stretch(2, "b.b", { fromMs: T + HOUR_MS, toMs: T + 2 * HOUR_MS }), stretch(3, "a.a", { toMs: T + 70_000 })],
      firstSize,
    );
    expect(plan?.stretches.map(({ id }) => id)).toEqual([1]);
  });

  test("no more entities than fit", () => {
    expect(planBackfill([stretch(1, "a.a"), stretch(2, "b.b"), stretch(3, "c.c")], { ...firstSize, entities: 2 })?.stretches).toHaveLength(2);
  });

  test("nothing when nothing waits", () => {
    expect(planBackfill([], firstSize)).toBeUndefined();
  });
});

test("many rows make the next question smaller, few make it larger, within bounds", () => {
  expect(resized({ entities: 50, sliceMs: HOUR_MS }, 20_000)).toEqual({ entities: 25, sliceMs: HOUR_MS });
  expect(resized({ entities: 1, sliceMs: HOUR_MS }, 20_000)).toEqual({ entities: 1, sliceMs: HOUR_MS / 2 });
  expect(resized({ entities: 1, sliceMs: 60_000 }, 20_000)).toEqual({ entities: 1, sliceMs: 60_000 });
  expect(resized({ entities: 150, sliceMs: 20 * HOUR_MS }, 3)).toEqual({ entities: 200, sliceMs: 24 * HOUR_MS });
  expect(resized(firstSize, 1_000)).toEqual(firstSize);
});

describe("whether the recorder has come so far", () => {
  const one = [stretch(1, "a.a")];
  const committed = (history: EntityHistory | undefined, stretches = one, toMs = T + 60_000) =>
    isCommitted(stretches, new Map(history && [["a.a", history]]), T - 10_000, toMs);

  test("yes when it has the change that we saw after the gap", () => {
    expect(committed({ start: row((T - 10_000) * 1000), rows: [row((T + 50_000) * 1000)] })).toBe(true);
  });

  test("no while it has only what was before", () => {
    expect(committed({ start: row((T - 10_000) * 1000), rows: [row((T + 40_000) * 1000)] })).toBe(false);
  });

  test("an entity that is not recorded says nothing", () => {
    expect(committed({ start: undefined, rows: [] })).toBe(true);
    expect(committed(undefined)).toBe(true);
  });

  test("nor does one whose change lies beyond the slice, or one that is gone", () => {
    const rows = { start: row(T * 1000), rows: [] };
    expect(committed(rows, one, T + 40_000)).toBe(true);
    expect(committed(rows, [stretch(1, "a.a", { beforeUs: null })])).toBe(true);
  });
});
