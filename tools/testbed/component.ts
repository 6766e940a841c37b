// What the test bed can get: a real program in a folder of the cache.
export type Component = {
  readonly name: string;
  readonly version: string;
  /** One line for `list`. */
  readonly what: string;
  /** Everything the folder is made from, a URL for the content of a file or folder; a change of any gives another folder. */
  readonly madeFrom: Readonly<Record<string, string | URL>>;
  /** Components that have to be there first; a change of one of them changes this one's folder too. */
  readonly needs: readonly Component[];
  /** Files below the folder without which it counts as damaged and is made again. */
  readonly programs: readonly string[];
  /** Answers the version it found, when `version` cannot name it beforehand. */
  make(making: Making): Promise<string | undefined>;
};

export type Making = {
  /** Where the component goes; empty at first, and it keeps this path for ever. */
  readonly folder: string;
  /** Kept between attempts, so that a download that was cut goes on where it stopped. */
  readonly downloads: string;
  /** Folder of a component named in `needs`. */
  folderOf(needed: Component): string;
  /** Runs one named part of the work and shows how long it took. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Runs a program; its output goes to the component's log, whose tail an error shows. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
  readonly signal: AbortSignal;
};

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What a person can do when this fails. */
  readonly advice?: string;
};
