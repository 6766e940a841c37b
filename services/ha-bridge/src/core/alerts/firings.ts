export type Labels = Readonly<Record<string, string>>;

/** What an expression gave at one step: a value for each set of labels; in milliseconds since the epoch. */
export interface Step {
  readonly atMs: number;
  readonly values: ReadonlyMap<string, { readonly labels: Labels; readonly value: number }>;
}

/** One alert from the step at which it would have fired. */
export interface Firing {
  readonly labels: Labels;
  readonly fromMs: number;
  /** The first step at which it is gone; undefined while it goes on. */
  readonly toMs: number | undefined;
  /** What the expression gave when it fired. */
  readonly value: number;
}

/** A firing, and whether it had begun before the first instant that was asked about. */
export interface TriedFiring extends Firing {
  readonly already: boolean;
}

export interface FiringsOf {
  /** Steps in order of time; those at which the expression gave nothing as well. */
  step(step: Step): void;
  /** Everything so far, in the order in which it fired. */
  readonly firings: readonly Firing[];
}

interface Alive {
  readonly labels: Labels;
  readonly activeSinceMs: number;
  /** The first step without it since it was there last. */
  missingSinceMs: number | undefined;
  firing: { labels: Labels; fromMs: number; toMs: number | undefined; value: number } | undefined;
}

/**
 * What a rule makes of its expression, as Prometheus does it: what has been there for `forMs` without a missing step
 * fires; what fires goes on for `keepFiringForMs` from the first step without it. A set of labels is one alert.
 */
export function firingsOf({ forMs, keepFiringForMs }: { readonly forMs: number; readonly keepFiringForMs: number }): FiringsOf {
  const alive = new Map<string, Alive>();
  const firings: NonNullable<Alive["firing"]>[] = [];
  return {
    firings,
    step({ atMs, values }) {
      for (const [key, { labels, value }] of values) {
        const one = alive.get(key) ?? { labels, activeSinceMs: atMs, missingSinceMs: undefined, firing: undefined };
        alive.set(key, one);
        one.missingSinceMs = undefined;
        if (one.firing === undefined && atMs - one.activeSinceMs >= forMs) {
          one.firing = { labels, fromMs: atMs, toMs: undefined, value };
          firings.push(one.firing);
        }
      }
      for (const [key, one] of alive) {
        if (values.has(key)) continue;
        one.missingSinceMs ??= atMs;
        if (one.firing !== undefined && atMs - one.missingSinceMs < keepFiringForMs) continue;
        if (one.firing !== undefined) one.firing.toMs = atMs;
        alive.delete(key);
      }
    },
  };
}
