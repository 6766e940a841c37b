/** What a receiver counted since the start or the last `clear`. */
export interface Totals {
  requests: number;
  points: number;
  /** Bytes of the bodies as they came, and unpacked. */
  bytes: number;
  unpackedBytes: number;
  refusedPoints: number;
  /** Age of the points on arrival (receiver's clock less point's time). */
  readonly latency: () => { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number };
}

export interface Counting extends Totals {
  readonly age: (ageMs: number) => void;
  readonly clear: () => void;
}

const MAX_AGE_MS = 60_000;

export function createTotals(): Counting {
  // One counter per millisecond; older points share the last one.
  const ages = new Uint32Array(MAX_AGE_MS + 1);
  const totals: Counting = {
    requests: 0,
    points: 0,
    bytes: 0,
    unpackedBytes: 0,
    refusedPoints: 0,
    age(ageMs) {
      totals.points++;
      const place = Math.min(MAX_AGE_MS, Math.max(0, Math.round(ageMs)));
      ages[place] = (ages[place] ?? 0) + 1;
    },
    latency: () => ({ p50Ms: quantile(ages, 0.5), p99Ms: quantile(ages, 0.99), maxMs: quantile(ages, 1) }),
    clear() {
      Object.assign(totals, { requests: 0, points: 0, bytes: 0, unpackedBytes: 0, refusedPoints: 0 });
      ages.fill(0);
    },
  };
  return totals;
}

function quantile(ages: Uint32Array, share: number): number {
  const wanted = share * ages.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [ageMs, count] of ages.entries()) {
    seen += count;
    if (count > 0 && seen >= wanted) return ageMs;
  }
  return 0;
}
