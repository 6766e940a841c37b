import { catalogue } from "@tiles/home-alerts/catalogue";
import { AppError } from "@tiles/kit/errors";
import { expect, test } from "vitest";
import { toldValue } from "./core/alerts/told-value.ts";
import type { StoredSeries, StoreQuery } from "./query/prometheus-api.ts";
import { STEP_MS, tryRule } from "./try-alerts.ts";

const DAY_MS = 86_400_000;
const FROM_MS = Date.parse("2026-11-01T00:00Z");
const rule = { alert: "A", expr: "a", labels: {}, annotations: {} };

interface Asked {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A store whose expression holds in some minutes, and that gives so many steps at once. */
function storeOf(labels: Record<string, string>, holds: (minute: number) => boolean, mostSteps = Number.POSITIVE_INFINITY) {
  const asked: Asked[] = [];
  const range: StoreQuery["range"] = async (_expr, fromMs, toMs, stepMs) => {
    const steps = (toMs - fromMs) / stepMs + 1;
    if (steps > mostSteps) throw problem("BRIDGE_QUERY_TOO_MUCH");
    asked.push({ fromMs, toMs });
    const samples: [number, number][] = [];
    for (let atMs = fromMs; atMs <= toMs; atMs += stepMs) if (holds((atMs - FROM_MS) / STEP_MS)) samples.push([atMs, 1]);
    return samples.length === 0 ? [] : ([{ labels, samples }] satisfies StoredSeries[]);
  };
  const never = () => Promise.reject(new Error("nobody asks for this"));
  return { asked, store: { range, samples: never, instant: never } satisfies StoreQuery };
}

function problem(code: string): AppError {
  return new AppError({ code, thing: "store", tried: "reading", cameBack: "no", whatToDo: "Wait." });
}

function lasting(days: number, store: StoreQuery) {
  return { store, instance: "home", fromMs: FROM_MS, toMs: FROM_MS + days * DAY_MS };
}

const { signal } = new AbortController();
const minutesOf = (firings: readonly { fromMs: number; toMs: number | undefined }[]) =>
  firings.map(({ fromMs, toMs }) => [(fromMs - FROM_MS) / STEP_MS, toMs === undefined ? undefined : (toMs - FROM_MS) / STEP_MS]);

test.each([11_000, 9000, 4000, 200, 100, 31])("every minute is asked for once and only once when a store gives %i steps", async (mostSteps) => {
  const { store, asked } = storeOf({ instance: "home" }, () => false, mostSteps);
  await tryRule(rule, lasting(8, store), signal);
  const between = asked.slice(1).map(({ fromMs }, index) => fromMs - (asked[index]?.toMs ?? 0));
  expect(new Set(between)).toEqual(new Set([STEP_MS]));
  expect(asked.every(({ fromMs, toMs }) => fromMs % STEP_MS === 0 && toMs % STEP_MS === 0)).toBe(true);
  expect(asked.at(-1)?.toMs).toBe(FROM_MS + 8 * DAY_MS);
});

test.each([11_000, 100])("what goes on over the border of two answers is one alert (%i steps at once)", async (mostSteps) => {
  const { store } = storeOf({ instance: "home" }, (minute) => minute >= 60 && minute < 11_000, mostSteps);
  const firings = await tryRule({ ...rule, for: "10m", keep_firing_for: "5m" }, lasting(8, store), signal);
  expect(minutesOf(firings)).toEqual([[70, 11_005]]);
});

test("a store that cannot give half an hour is given up", async () => {
  const { store } = storeOf({}, () => true, 5);
  await expect(tryRule(rule, lasting(1, store), signal)).rejects.toMatchObject({ code: "BRIDGE_QUERY_TOO_MUCH" });
});

test("any other trouble is not asked about again", async () => {
  let times = 0;
  const { store } = storeOf({}, () => true);
  const range = () => ((times += 1), Promise.reject(problem("BRIDGE_QUERY")));
  await expect(tryRule(rule, lasting(1, { ...store, range }), signal)).rejects.toMatchObject({ code: "BRIDGE_QUERY" });
  expect(times).toBe(1);
});

test.each([
  ["another house is left out", { instance: "cottage" }, 0],
  ["this house is told", { instance: "home" }, 1],
  ["what belongs to no house is told", { target: "example.org:443" }, 1],
])("%s", async (_what, labels, count) => {
  const { store } = storeOf(labels, (minute) => minute === 5);
  expect(await tryRule(rule, lasting(1, store), signal)).toHaveLength(count);
});

test("what fired before the first minute is known as such, and what waited by then fires in time", async () => {
  const waits = { ...rule, for: "10m" };
  const long = storeOf({ instance: "home" }, (minute) => minute < 30);
  expect(await tryRule(waits, lasting(1, long.store), signal)).toMatchObject([{ already: true, toMs: FROM_MS + 30 * STEP_MS }]);
  const waiting = storeOf({ instance: "home" }, (minute) => minute >= -7 && minute < 30);
  const firings = await tryRule(waits, lasting(1, waiting.store), signal);
  expect(minutesOf(firings)).toEqual([[3, 30]]);
  expect(firings).toMatchObject([{ already: false }]);
  const over = storeOf({ instance: "home" }, (minute) => minute < -1);
  expect(await tryRule({ ...rule, keep_firing_for: "1m" }, lasting(1, over.store), signal)).toEqual([]);
});

test("what the value is to a person is known of every alert whose summary speaks of it", () => {
  const speaking = catalogue.filter(({ summary }) => /\$value [|}]/.test(summary));
  expect(speaking.length).toBeGreaterThan(20);
  expect(speaking.filter(({ summary }) => toldValue(summary) === undefined).map(({ name }) => name)).toEqual([]);
});
