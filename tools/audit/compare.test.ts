import { expect, test } from "vitest";
import { compareEntity, type Difference, emptyComparison } from "./compare.ts";
import type { RecorderRow } from "./recorder-rows.ts";

/** Two rows: on at 1000, off at 2000. What the store has decides. */
const rows = [row("on", 1_000), row("off", 2_000)];

test("each row with its sample, and repeats of what was in force, are all there is", () => {
  const comparison = compared(rows, [
    [1_000, 1],
    [1_500, 1],
    [2_000, 0],
    [2_500, 0],
  ]);
  expect(comparison).toEqual({ rows: 2, withValue: 2, wanted: 2, samples: 4, repeats: 2, behindEnds: 0, differences: [] });
});

test.each<[string, [atMs: number, value: number][], Partial<Difference>[]]>([
  ["a row without a sample", [[1_000, 1]], [{ kind: "missing", atMs: 2_000, why: "wanted 0, found nothing" }]],
  [
    "a sample a millisecond late",
    [
      [1_000, 1],
      [2_001, 0],
    ],
    [{ kind: "missing", atMs: 2_000 }],
  ],
  [
    "another value at that millisecond",
    [
      [1_000, 1],
      [2_000, 1],
    ],
    [
      { kind: "missing", atMs: 2_000, why: "wanted 0, found 1" },
      { kind: "extra", atMs: 2_000 },
    ],
  ],
  [
    "a sample twice",
    [
      [1_000, 1],
      [2_000, 0],
      [2_000, 0],
    ],
    [{ kind: "missing", atMs: 2_000, why: "wanted 0, found 0, 0" }],
  ],
  [
    "a repeat of what was over",
    [
      [1_000, 1],
      [2_000, 0],
      [2_500, 1],
    ],
    [{ kind: "extra", atMs: 2_500, why: "1 is stored, in force was 0" }],
  ],
  [
    "a sample before anything was",
    [
      [500, 0],
      [1_000, 1],
      [2_000, 0],
    ],
    [{ kind: "extra", atMs: 500, why: "0 is stored, in force was nothing" }],
  ],
])("%s is a difference", (_what, stored, differences) => {
  expect(compared(rows, stored).differences).toEqual(differences.map((one) => expect.objectContaining(one)));
});

test("a repeat while there was no value is a difference", () => {
  expect(
    compared(
      [row("on", 1_000), row("unavailable", 2_000)],
      [
        [1_000, 1],
        [2_500, 1],
      ],
    ).differences,
  ).toMatchObject([{ kind: "extra", atMs: 2_500 }]);
});

test("a change in the very millisecond of an end is one millisecond later, and nothing else may be", () => {
  const late: [number, number][] = [
    [1_000, 1],
    [2_001, 0],
  ];
  expect(compared(rows, late, new Set([2_000]))).toMatchObject({ behindEnds: 1, differences: [] });
  expect(compared(rows, late, new Set([1_999])).differences).toMatchObject([{ kind: "missing", atMs: 2_000 }]);
  expect(compared(rows, [[1_000, 1]], new Set([2_000])).differences).toMatchObject([{ kind: "missing", atMs: 2_000 }]);
});

function compared(ofEntity: readonly RecorderRow[], stored: readonly (readonly [atMs: number, value: number])[], endsMs = new Set<number>()) {
  const comparison = emptyComparison();
  const samples = stored.map(([atMs, value]) => ({ atMs, value }));
  const valuesOf = ({ state }: RecorderRow) => new Map(state === "unavailable" ? [] : [["ha_on", state === "on" ? 1 : 0]]);
  compareEntity(comparison, ofEntity, new Map([["ha_on", samples]]), valuesOf, { fromMs: 0, toMs: 3_000, endsMs });
  return comparison;
}

function row(state: string, atMs: number): RecorderRow {
  return { entityId: "binary_sensor.load_0", state, attributes: {}, atMs };
}
