import { AppError } from "@tiles/kit/errors";
import type { StoredSeries, StoreQuery } from "./query/prometheus-api.ts";

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

export interface Part extends Range {
  readonly series: readonly StoredSeries[];
}

/** A store gives at most 11,000 steps at once: these are a week of minutes. What is too much for it is asked in smaller parts. */
const MOST_STEPS = 7 * 1440;
const SHORTEST_MS = 30 * 60_000;

/** What an expression gives at every step of a range, a part after the other. Rejects with an AppError when the store cannot be asked. */
export async function* rangeInParts(store: StoreQuery, expr: string, { fromMs, toMs, stepMs }: Range, signal: AbortSignal): AsyncGenerator<Part> {
  const fewestSteps = Math.max(1, Math.floor(SHORTEST_MS / stepMs));
  let steps = MOST_STEPS;
  for (let startMs = fromMs; startMs <= toMs;) {
    const endMs = Math.min(toMs, startMs + (steps - 1) * stepMs);
    const series = await store.range(expr, startMs, endMs, stepMs, signal).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === "BRIDGE_QUERY_TOO_MUCH") || steps <= fewestSteps) throw error;
      return undefined;
    });
    if (series === undefined) {
      // Whole steps: a part that began between two steps would see the rest of the range at other instants.
      steps = Math.max(fewestSteps, Math.floor(steps / 2));
      continue;
    }
    yield { fromMs: startMs, toMs: endMs, stepMs, series };
    startMs = endMs + stepMs;
  }
}
