/** A test that takes longer than `npm test` has time for. */
export interface Soak {
  readonly what: string;
  /** Whether all was well. */
  run(options: SoakOptions): Promise<boolean>;
}

export interface SoakOptions {
  /** The same seed does the same again. */
  readonly seed: number;
  readonly year: number;
  /** Only so many of the first weeks. */
  readonly weeks: number | undefined;
  say(text: string): void;
}
