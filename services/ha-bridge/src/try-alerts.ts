import type { Rule } from "@tiles/home-alerts/render/rules";
import { secondsOf } from "@tiles/home-alerts/render/fill-in";
import type { Duration } from "@tiles/home-alerts/alert";
import { firingsOf, type Labels, type Step, type TriedFiring } from "./core/alerts/firings.ts";
import type { StoreQuery } from "./query/prometheus-api.ts";
import { rangeInParts } from "./range-in-parts.ts";

export interface TryOptions {
  readonly store: StoreQuery;
  /** The house: what another one's series give is left out. */
  readonly instance: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A ruler evaluates once a minute. */
export const STEP_MS = 60_000;
/**
 * What a rule would have said between two instants. The evaluation begins early enough that what was waiting, or went
 * on, at the first of them is known. Rejects with an AppError when the store cannot be asked.
 */
export async function tryRule(
  rule: Rule,
  { store, instance, fromMs, toMs }: TryOptions,
  signal: AbortSignal,
  asked?: (upToMs: number) => void,
): Promise<readonly TriedFiring[]> {
  const forMs = durationMs(rule.for);
  const keepFiringForMs = durationMs(rule.keep_firing_for);
  const firings = firingsOf({ forMs, keepFiringForMs });
  const range = { fromMs: fromMs - wholeSteps(forMs + keepFiringForMs) - STEP_MS, toMs, stepMs: STEP_MS };
  for await (const part of rangeInParts(store, rule.expr, range, signal)) {
    const own = part.series.filter(({ labels }) => (labels["instance"] ?? instance) === instance);
    for (const step of stepsOf(own, part.fromMs, part.toMs)) firings.step(step);
    asked?.(part.toMs);
  }
  return firings.firings
    .filter((firing) => firing.toMs === undefined || firing.toMs > fromMs)
    .map((firing) => ({ ...firing, already: firing.fromMs < fromMs }));
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

function wholeSteps(ms: number): number {
  return Math.ceil(ms / STEP_MS) * STEP_MS;
}
