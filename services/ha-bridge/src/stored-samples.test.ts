import { AppError } from "@tiles/kit/errors";
import { expect, test } from "vitest";
import type { StoreQuery } from "./query/prometheus-api.ts";
import { storedSamples } from "./stored-samples.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { signal } = new AbortController();

/** A store with one sample at each hour, that gives up to `mostMs` at once. */
function storeWith(mostMs = Number.POSITIVE_INFINITY) {
  const asked: (readonly [fromMs: number, toMs: number])[] = [];
  const store: StoreQuery = {
    async samples(_selector, fromMs, toMs) {
      asked.push([fromMs, toMs]);
      if (toMs - fromMs > mostMs) {
        throw new AppError({ code: "BRIDGE_QUERY_TOO_MUCH", thing: "store", tried: "reading", cameBack: "422 too many samples", whatToDo: "" });
      }
      const first = Math.floor(fromMs / HOUR) + 1;
      const last = Math.floor(toMs / HOUR);
      const samples = Array.from({ length: last - first + 1 }, (_, index) => [(first + index) * HOUR, first + index] as const);
      const labels = { entity_id: "light.a", instance: "home" };
      return [
        { labels: { ...labels, __name__: "ha_on", area: fromMs < DAY / 2 ? "attic" : "cellar" }, samples },
        { labels: { ...labels, __name__: "ha_entity_info" }, samples },
        { labels: { ...labels, __name__: "ha_on", statistic: "mean" }, samples: samples.map(([atMs]) => [atMs + 1, 0.5] as const) },
      ];
    },
    range: async () => [],
    instant: async () => [],
  };
  return { store, asked };
}

const day = { instance: "home", fromMs: 0, toMs: DAY } as const;
const lengths = (asked: readonly (readonly [number, number])[]) => [...new Set(asked.map(([from, to]) => to - from))];

test("a few entities are asked for a day at once, many for an hour", async () => {
  const few = storeWith();
  await storedSamples({ ...day, store: few.store, entityIds: ["light.a"] }, signal);
  expect(few.asked).toEqual([[0, DAY]]);
  const many = storeWith();
  await storedSamples({ ...day, store: many.store, entityIds: Array.from({ length: 200 }, (_, index) => `light.l${index}`) }, signal);
  expect(lengths(many.asked)).toEqual([HOUR]);
});

test("what is too much for the store is asked for in smaller parts, and every sample of a change is there once, wherever the lamp was", async () => {
  const { store, asked } = storeWith(7 * HOUR);
  const found = await storedSamples({ ...day, store, entityIds: ["light.a"] }, signal);
  expect(found.get("light.a")?.get("ha_on")?.samples).toEqual(Array.from({ length: 24 }, (_, index) => [(index + 1) * HOUR, index + 1]));
  expect([...(found.get("light.a")?.keys() ?? [])]).toEqual(["ha_on"]);
  // A day and half a day are refused, four quarters are not.
  expect(asked).toHaveLength(2 + 4);
});

test("a store that gives not even a minute says so", async () => {
  await expect(storedSamples({ ...day, store: storeWith(0).store, entityIds: ["light.a"] }, signal)).rejects.toMatchObject({
    code: "BRIDGE_QUERY_TOO_MUCH",
  });
});
