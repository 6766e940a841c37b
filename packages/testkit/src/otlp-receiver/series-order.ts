import type { Point } from "./decode-metrics.ts";

/** Why a store did not take a point. */
export interface Refusal {
  readonly reason: "out-of-order" | "duplicate-timestamp" | "too-old" | "too-far-in-future";
  readonly point: Point;
}

/** The per-series rules of a Prometheus or Mimir head block. */
export interface SeriesOrder {
  /** Takes the point, or says why not. Sending a taken point again is no error. */
  readonly take: (point: Point, nowMs: number) => Refusal | undefined;
  /** Ends the request: what was taken since the last call stays, or is undone. */
  readonly settle: (keep: boolean) => void;
}

const MAX_FUTURE_MS = 10 * 60_000;
// Without a window the head takes new series back to half of its block range of 2 h.
const HEAD_REACH_MS = 60 * 60_000;

interface Series {
  newestMs: number;
  /** Every point of the series by time; duplicates inside the window are recognized by it. */
  readonly values: Map<number, number>;
}

export function createSeriesOrder(outOfOrderWindowMs: number): SeriesOrder {
  const series = new Map<string, Series>();
  let headNewestMs = Number.NEGATIVE_INFINITY;
  let undo: (() => void)[] = [];

  // Prometheus checks a whole request against the head as it was and drops later collisions inside the request in silence.
  // Here points are checked one after the other, so that such a request is seen.
  function take(point: Point, nowMs: number): Refusal | undefined {
    if (point.timeMs > nowMs + MAX_FUTURE_MS) return { reason: "too-far-in-future", point };
    const key = seriesKey(point);
    const known = series.get(key);
    const value = (point.flags & 1) === 1 ? Number.NaN : point.value;
    if (known !== undefined && point.timeMs <= known.newestMs) {
      const stored = known.values.get(point.timeMs);
      if (stored !== undefined && Object.is(stored, value) && (point.timeMs === known.newestMs || outOfOrderWindowMs > 0)) return undefined;
      if (point.timeMs === known.newestMs) return { reason: "duplicate-timestamp", point };
      if (outOfOrderWindowMs === 0) return { reason: "out-of-order", point };
      // The out-of-order head keeps the first of two values and says nothing.
      if (stored !== undefined) return undefined;
    }
    if (point.timeMs < headNewestMs - Math.max(outOfOrderWindowMs, HEAD_REACH_MS)) return { reason: "too-old", point };
    store(key, known, point.timeMs, value);
    return undefined;
  }

  function store(key: string, known: Series | undefined, timeMs: number, value: number): void {
    const target = known ?? { newestMs: Number.NEGATIVE_INFINITY, values: new Map<number, number>() };
    const { newestMs } = target;
    const headBefore = headNewestMs;
    undo.push(() => {
      target.values.delete(timeMs);
      target.newestMs = newestMs;
      headNewestMs = headBefore;
      if (known === undefined) series.delete(key);
    });
    series.set(key, target);
    target.values.set(timeMs, value);
    target.newestMs = Math.max(newestMs, timeMs);
    headNewestMs = Math.max(headNewestMs, timeMs);
  }

  return {
    take,
    settle(keep) {
      if (!keep) for (const step of undo.toReversed()) step();
      undo = [];
    },
  };
}

export function seriesKey({ name, attributes, resource }: Point): string {
  return JSON.stringify([name, sorted(attributes), sorted(resource)]);
}

function sorted(attributes: Point["attributes"]): unknown {
  return Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
