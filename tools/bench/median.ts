/** The item in the middle by a number; of an even count the lower one. */
export function medianBy<T>(items: readonly T[], by: (item: T) => number): T {
  const sorted = [...items].sort((one, other) => by(one) - by(other));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("no items, so no median");
  return middle;
}

export interface MedianRange {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median, and where that of endlessly many rounds may lie, whatever their distribution: from the least to the most,
 * and from eight rounds on without the outermost one on each side, which leaves 93 % confidence.
 */
export function medianRange(values: readonly number[]): MedianRange {
  const sorted = [...values].sort((one, other) => one - other);
  const cut = sorted.length >= 8 ? 1 : 0;
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2, low: at(cut), high: at(sorted.length - 1 - cut) };
}
