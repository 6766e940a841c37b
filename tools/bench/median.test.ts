import { expect, test } from "vitest";
import { medianBy, medianRange } from "./median.ts";

test("the middle item is found by its number", () => {
  expect(medianBy([{ n: 3 }, { n: 1 }, { n: 2 }], ({ n }) => n)).toEqual({ n: 2 });
});

test("few rounds range from the least to the most", () => {
  expect(medianRange([30, 10, 1000])).toEqual({ median: 30, low: 10, high: 1000 });
});

test("one wild round of eight does not widen the range", () => {
  expect(medianRange([1, 2, 3, 4, 5, 6, 7, 1000])).toEqual({ median: 4.5, low: 2, high: 7 });
});
