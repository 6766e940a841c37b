import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { HttpSender } from "./http-sender.ts";
import { decodePoints } from "./otlp-proto.testing.ts";
import { probeWindow } from "./probe.ts";
import type { SendOutcome } from "./send-outcome.ts";
import { resource, seriesOf, temperature } from "./series.testing.ts";
import type { StoreWindow } from "./store-window.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = 1_795_000_000_000;
const taken: SendOutcome = { kind: "accepted", status: 200 };
const prometheusRefuses: SendOutcome = { kind: "bad", status: 400, text: "out of order sample" };
const mimirLeavesOut: SendOutcome = { kind: "accepted", status: 200, partial: "err-mimir-sample-out-of-order" };

test.for<[number, number]>([
  [1000 * HOUR_MS, 72 * HOUR_MS],
  [72 * HOUR_MS, 72 * HOUR_MS],
  [48 * HOUR_MS, 24 * HOUR_MS],
  [6 * HOUR_MS, 6 * HOUR_MS],
  [HOUR_MS, HOUR_MS / 12],
])("a store that takes %i ms has a window of %i ms", async ([takesMs, foundMs]) => {
  const { probe } = store((ageMs) => (ageMs <= takesMs ? taken : prometheusRefuses));
  expect(await probe()).toEqual({ kind: "window", ms: foundMs });
});

test.for([prometheusRefuses, mimirLeavesOut])("a store that answers $kind to all older points has none", async (no) => {
  const { probe } = store((ageMs) => (ageMs <= 0 ? taken : no));
  expect(await probe()).toEqual({ kind: "none" });
});

test("sends the newest point first and none of the future", async () => {
  const { probe, ages } = store((ageMs) => (ageMs <= 0 ? taken : prometheusRefuses));
  await probe();
  expect(ages[0]).toBe(0);
  expect(ages.every((ageMs) => ageMs >= 0)).toBe(true);
});

test("asks only the short question again when it was answered before", async () => {
  const { probe, ages } = store(() => taken);
  expect(await probe({ kind: "window", ms: 24 * HOUR_MS })).toEqual({ kind: "window", ms: 24 * HOUR_MS });
  expect(ages).toEqual([0, 300_000]);
});

test("goes the long way again when the short answer changed", async () => {
  const { probe } = store(() => taken);
  expect(await probe({ kind: "none" })).toEqual({ kind: "window", ms: 72 * HOUR_MS });
});

test("a window that was taken away is noticed", async () => {
  const { probe } = store((ageMs) => (ageMs <= 0 ? taken : mimirLeavesOut));
  expect(await probe({ kind: "window", ms: 72 * HOUR_MS })).toEqual({ kind: "none" });
});

test.for<SendOutcome>([
  { kind: "retry", why: "no answer" },
  { kind: "refused", status: 401, text: "no answer" },
])("a store that answers $kind tells nothing", async (outcome) => {
  const { probe } = store((ageMs) => (ageMs <= 0 ? taken : outcome));
  expect(await probe()).toEqual({ kind: "unknown", why: "no answer" });
});

test("a store that does not take the newest point tells nothing", async () => {
  const { probe } = store(() => prometheusRefuses);
  expect(await probe()).toEqual({ kind: "unknown", why: "a point of now was not taken: out of order sample" });
});

function store(answer: (ageMs: number) => SendOutcome): {
  probe: (previous?: StoreWindow) => Promise<StoreWindow>;
  ages: number[];
} {
  const ages: number[] = [];
  const http: HttpSender = {
    async send(gzipped) {
      const [point] = decodePoints(gunzipSync(gzipped));
      const ageMs = NOW_MS - Number(BigInt(point?.timeUnixNano ?? 0) / 1_000_000n);
      ages.push(ageMs);
      return answer(ageMs);
    },
  };
  const series = seriesOf(temperature, "probe");
  const signal = new AbortController().signal;
  return { probe: (previous) => probeWindow({ http, series, resource, nowMs: NOW_MS, signal }, previous), ages };
}
