import type { Rule } from "@tiles/home-alerts/render/rules";
import { secondsOf } from "@tiles/home-alerts/render/fill-in";
import type { Duration } from "@tiles/home-alerts/alert";
import { AppError } from "@tiles/kit/errors";
import { type Firing, firingsOf, type Labels, type Step } from "./core/alerts/firings.ts";
import type { StoreQuery } from "./query/prometheus-api.ts";

export interface TryOptions {
  readonly store: StoreQuery;
  /** The house: what another one's series give is left out. */
  readonly instance: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A ruler evaluates once a minute. */
export const STEP_MS = 60_000;
/** A store gives at most 11,000 steps at once; what reads more samples than it allows is asked in smaller parts. */
const CHUNK_MS = 7 * 86_400_000;
const SMALLEST_CHUNK_MS = 30 * STEP_MS;

/** What a rule would have said between two instants. Rejects with an AppError when the store cannot be asked. */
export async function tryRule(rule: Rule, { store, instance, fromMs, toMs }: TryOptions, signal: AbortSignal): Promise<readonly Firing[]> {
  const firings = firingsOf({ forMs: durationMs(rule.for), keepFiringForMs: durationMs(rule.keep_firing_for) });
  let chunkMs = CHUNK_MS;
  for (let startMs = fromMs; startMs <= toMs;) {
    const endMs = Math.min(toMs, startMs + chunkMs - STEP_MS);
    try {
      const series = await store.range(rule.expr, startMs, endMs, STEP_MS, signal);
      const own = series.filter(({ labels }) => (labels["instance"] ?? instance) === instance);
      for (const step of stepsOf(own, startMs, endMs)) firings.step(step);
      startMs = endMs + STEP_MS;
    } catch (error) {
      if (!isTooMuch(error) || chunkMs <= SMALLEST_CHUNK_MS) throw error;
      chunkMs /= 2;
    }
  }
  return firings.firings;
}

// Prometheus, Mimir and VictoriaMetrics say in other words that a query reads more than they allow.
function isTooMuch(error: unknown): boolean {
  return error instanceof AppError && /too many samples|exceeded|the limit|maxSamples|max-?samples/i.test(error.message);
}

function* stepsOf(
  series: readonly { labels: Labels; samples: readonly (readonly [number, number])[] }[],
  fromMs: number,
  toMs: number,
): Generator<Step> {
  const steps = new Map<number, Map<string, { labels: Labels; value: number }>>();
  for (const { labels, samples } of series) {
    const { __name__: _name, ...identity } = labels;
    const key = JSON.stringify(Object.entries(identity).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    for (const [atMs, value] of samples) {
      const values = steps.get(atMs) ?? new Map<string, { labels: Labels; value: number }>();
      steps.set(atMs, values.set(key, { labels: identity, value }));
    }
  }
  const none = new Map();
  for (let atMs = fromMs; atMs <= toMs; atMs += STEP_MS) yield { atMs, values: steps.get(atMs) ?? none };
}

function durationMs(duration: string | undefined): number {
  return duration === undefined ? 0 : secondsOf(duration as Duration) * 1000;
}
