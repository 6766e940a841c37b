/** The item in the middle by a number; of an even count the lower one. */
export function medianBy<T>(items: readonly T[], by: (item: T) => number): T {
  const sorted = [...items].sort((one, other) => by(one) - by(other));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("no items, so no median");
  return middle;
}
