/** A source of random numbers that a seed repeats (mulberry32). */
export interface Random {
  /** From 0 up to and without `below`. */
  whole(below: number): number;
  chance(probability: number): boolean;
  oneOf<T>(values: readonly [T, ...T[]]): T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return { whole, chance: (probability) => next() < probability, oneOf: (values) => values[whole(values.length)] ?? values[0] };
}

/** A seed of its own for each of several things. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const code of new TextEncoder().encode(parts.join("/"))) hash = Math.imul(hash ^ code, 0x01000193);
  return hash >>> 0;
}
