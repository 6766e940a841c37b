import { describe, expect, test } from "vitest";
import { entityFamilies } from "../entity-families.ts";
import { compareEntity, type Difference, noCounts } from "./compare.ts";

const SERIES = "ha_value";

const TIMES = [1_000, 2_000, 3_000];

/** Changes at 1,000 and 2,000 ms, ended at 3,000 ms. */
function compare(values: readonly number[], stored: readonly (readonly [number, number])[], timesMs = TIMES, changedMs = timesMs) {
  const differences: Difference[] = [];
  const counts = noCounts();
  const recorded = {
    family: entityFamilies.entityAvailable,
    member: undefined,
    timesMs,
    changedMs,
    values: [...values, NaN],
    isChange: [...values.map(() => true), false],
  };
  compareEntity(
    {
      entityId: "sensor.wind",
      recorded: new Map([[SERIES, recorded]]),
      stored: new Map([[SERIES, { samples: stored }]]),
      isUnrecorded: () => false,
      diedBetween: [],
      fromMs: 0,
      toMs: 10_000,
    },
    counts,
    (difference) => differences.push(difference),
  );
  return { counts, differences };
}

const CHANGES: readonly (readonly [number, number])[] = [
  [1_000, 5],
  [2_000, 7],
];

test("changes and their repeats are no differences", () => {
  const { counts, differences } = compare([5, 7], [...CHANGES, [2_500, 7]]);
  expect(differences).toEqual([]);
  expect(counts).toMatchObject({ wanted: 2, samples: 3, repeats: 1, missing: 0, extra: 0 });
});

test("what a store of decimals keeps of a converted speed, and of a time to the microsecond, is the same value", () => {
  const { differences } = compare(
    [2.1444444444444444, 1795841149.423631],
    [
      [1_000, 2.144444444444],
      [1_500, 2.144444444444],
      [2_000, 1795841149.42363],
    ],
  );
  expect(differences).toEqual([]);
});

test("two milliseconds of a time are a difference", () => {
  const { differences } = compare(
    [1795841149.423, 7],
    [
      [1_000, 1795841149.425],
      [2_000, 7],
    ],
  );
  expect(differences).toMatchObject([{ kind: "missing", atMs: 1_000, seen: 1795841149.425 }]);
});

test("the end of a series, which VictoriaMetrics gives as NaN, is right where the recorder has no value any more", () => {
  expect(compare([5, 7], [...CHANGES, [3_000, NaN]]).differences).toEqual([]);
});

test("an end while there is a value is a difference", () => {
  expect(compare([5, 7], [...CHANGES, [2_500, NaN]]).differences).toMatchObject([{ kind: "extra", atMs: 2_500, wanted: 7, seen: NaN }]);
});

test("a value after the end is a difference", () => {
  expect(compare([5, 7], [...CHANGES, [3_500, 7]]).differences).toMatchObject([{ kind: "extra", atMs: 3_500, wanted: undefined, seen: 7 }]);
});

describe("two changes in one millisecond", () => {
  const inOneMs = (stored: readonly (readonly [number, number])[]) => compare([5, 7], stored, [1_000, 1_001, 3_000], [1_000, 1_000, 3_000]);

  test.each<[string, readonly (readonly [number, number])[]]>([
    [
      "that were both seen",
      [
        [1_000, 5],
        [1_001, 7],
      ],
    ],
    [
      "that were both seen, and first seen after them by another process",
      [
        [1_000, 5],
        [1_000, 7],
        [1_001, 7],
      ],
    ],
  ])("%s, are no differences", (_, stored) => {
    const { counts, differences } = inOneMs(stored);
    expect(differences).toEqual([]);
    expect(counts).toMatchObject({ wanted: 2, samples: stored.length, missing: 0, extra: 0 });
  });

  test("of which the first had no value and the second was all that was seen, are no difference", () => {
    const { counts, differences } = compare([7], [[1_000, 7]], [1_001, 3_000], [1_000, 3_000]);
    expect(differences).toEqual([]);
    expect(counts).toMatchObject({ wanted: 1, samples: 1, missing: 0, extra: 0 });
  });

  test("of which the second was seen first, are no differences when the first was filled in before it", () => {
    expect(
      inOneMs([
        [999, 5],
        [1_000, 7],
      ]).differences,
    ).toEqual([]);
  });

  test("of which the first is nowhere are one difference", () => {
    expect(inOneMs([[1_000, 7]]).differences).toMatchObject([{ kind: "missing", atMs: 1_000, wanted: 5 }]);
  });

  test("leave no room for a sample of the millisecond before", () => {
    expect(
      inOneMs([
        [999, 7],
        [1_000, 5],
        [1_001, 7],
      ]).differences,
    ).toMatchObject([{ kind: "extra", atMs: 999, seen: 7 }]);
  });
});
