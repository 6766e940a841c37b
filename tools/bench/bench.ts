/** One comparison that is run by name. Everything in it is measured in one run on one machine, so ratios hold anywhere. */
export interface Bench {
  readonly summary: string;
  run(options: BenchOptions): Promise<BenchReport>;
}

export interface BenchOptions {
  /** Fewer rounds and shorter waits; the numbers are rougher. */
  readonly quick: boolean;
  /** Also what needs the real components of the test bed. */
  readonly real: boolean;
  /** Only the parts with these names; all without it. */
  readonly only: readonly string[];
  /** Folder for the CPU profiles of the program that is measured. */
  readonly profile: string | undefined;
  /** Says what is going on; not part of the result. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface BenchReport {
  readonly name: string;
  readonly machine: Machine;
  readonly parts: readonly Part[];
}

export interface Machine {
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  /** Processes that wanted a core, one minute's average, before the bench began: more than a few tenths spoil the numbers. */
  readonly loadBefore: number;
  /** Whether what is measured had a core of its own. */
  readonly pinned: boolean;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly checks: readonly Check[];
  /** How to read the numbers. */
  readonly notes: readonly string[];
}

export type Cell = string | number | undefined;

/** A number that should be on one side of another one. */
export interface Check {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly is: "at most" | "at least";
  readonly unit: string;
  /** Where the true value may lie as well, for what is measured as a small difference of large numbers. */
  readonly range?: readonly [low: number, high: number];
}

export type Verdict = "met" | "missed" | "unclear";

/** Unclear when the limit lies within what the value may be, or when there is no value. */
export function verdictOn({ value, limit, is, range = [value, value] }: Check): Verdict {
  if ([value, ...range].some((number) => !Number.isFinite(number))) return "unclear";
  const holds = range.map((number) => (is === "at most" ? number <= limit : number >= limit));
  return holds.every(Boolean) ? "met" : holds.some(Boolean) ? "unclear" : "missed";
}
