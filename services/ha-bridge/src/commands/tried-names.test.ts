import { expect, test } from "vitest";
import type { StoreQuery } from "../query/prometheus-api.ts";
import { coverageOf, namesFor } from "./tried-names.ts";

const MINUTE_MS = 60_000;
const TO_MS = Date.parse("2026-11-28T05:01:00Z");
const { signal } = new AbortController();

/** A store that has a house in Amsterdam, a sample a minute, since this instant. */
function storeSince(sinceMs: number): StoreQuery {
  const knows = (atMs: number) => atMs >= sinceMs && atMs <= TO_MS;
  const at = (expr: string, atMs: number): [number, number] => [atMs, expr.includes("ha_utc_offset_seconds") ? 3600 : 1];
  return {
    async range(expr, fromMs, toMs, stepMs) {
      const samples: [number, number][] = [];
      for (let atMs = fromMs; atMs <= toMs; atMs += stepMs) if (knows(atMs)) samples.push(at(expr, atMs));
      return samples.length === 0 ? [] : [{ labels: {}, samples }];
    },
    instant: async (expr, atMs) => (knows(atMs) ? [{ labels: {}, samples: [at(expr, atMs)] }] : []),
    async samples(selector, fromMs, toMs) {
      const samples: [number, number][] = [];
      for (let atMs = sinceMs; atMs <= toMs; atMs += MINUTE_MS) if (atMs > fromMs) samples.push(at(selector, atMs));
      return samples.length === 0 ? [] : [{ labels: {}, samples }];
    },
  };
}

function ofHouse(sinceMs: number, lastMs: number) {
  return { store: storeSince(sinceMs), instance: "home", fromMs: TO_MS - lastMs, toMs: TO_MS };
}

test("a house that is ten minutes old is known, since when, and told by its own clocks", async () => {
  const options = ofHouse(TO_MS - 10 * MINUTE_MS, 30 * 24 * 60 * MINUTE_MS);
  const coverage = await coverageOf(options, signal);
  expect(coverage.text).toBe(
    "2026-10-29 05:01 to 2026-11-28 05:01 UTC, of which the store has 1 %. The store knows the house since 2026-11-28 04:51 UTC.",
  );
  expect((await namesFor([], options, signal)).offsetAt(TO_MS - MINUTE_MS)).toBe(3600);
});

test("the last ten minutes of a house can be asked for", async () => {
  const coverage = await coverageOf(ofHouse(TO_MS - 3 * 60 * MINUTE_MS, 10 * MINUTE_MS), signal);
  expect(coverage.text).toBe("2026-11-28 04:51 to 2026-11-28 05:01 UTC, of which the store has 100 %.");
});

test("a house of which there is nothing is said to be unknown", async () => {
  const coverage = await coverageOf(ofHouse(TO_MS + MINUTE_MS, 60 * MINUTE_MS), signal);
  expect(coverage.text).toBe("2026-11-28 04:01 to 2026-11-28 05:01 UTC: the store has nothing of the house home");
});
