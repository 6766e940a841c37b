/** What goes wrong when, in milliseconds after the beginning. The same seed makes the same plan. */
export interface FaultPlan {
  readonly bridgeKills: readonly Outage[];
  readonly storeStops: readonly Outage[];
  readonly homeAssistantRestartMs: number;
  readonly cutsMs: readonly number[];
}

export interface Outage {
  readonly atMs: number;
  readonly forMs: number;
}

export interface FaultCounts {
  readonly bridgeKills: number;
  readonly storeStops: number;
  readonly cuts: number;
}

export function planFaults(seed: number, ms: number, counts: FaultCounts): FaultPlan {
  const random = randomOf(seed);
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  // One in each of so many equal parts, so that none swallows another of its kind.
  const spread = (count: number) => Array.from({ length: count }, (_, index) => between((ms * (index + 0.1)) / count, (ms * (index + 0.7)) / count));
  return {
    bridgeKills: spread(counts.bridgeKills).map((atMs) => ({ atMs, forMs: between(200, 4_000) })),
    storeStops: spread(counts.storeStops).map((atMs) => ({ atMs, forMs: between(3_000, 12_000) })),
    homeAssistantRestartMs: between(ms * 0.2, ms * 0.8),
    cutsMs: spread(counts.cuts),
  };
}

/** A small generator (mulberry32): what matters is that a seed tells the whole story. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
