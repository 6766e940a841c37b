/** One place in the code that logged, as Home Assistant's list of warnings and errors has it. */
export interface LogEntry {
  readonly level: string;
  readonly logger: string;
  /** File and line; with `firstSeconds` it names the entry for as long as it is in the list. */
  readonly source: string;
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  /** How often it logged since `firstSeconds`. */
  readonly count: number;
}

/** What is remembered of the list between two looks. */
export interface LogMemory {
  readonly counts: ReadonlyMap<string, number>;
  /** When the newest record was logged. */
  readonly newestSeconds: number;
}

export const emptyLog: LogMemory = { counts: new Map(), newestSeconds: 0 };

export interface NewRecords {
  readonly memory: LogMemory;
  readonly records: readonly { readonly level: string; readonly logger: string; readonly count: number }[];
  /** More may have been logged than is counted here: entries came and went between the two looks, or the list was cleared. */
  readonly mayLack: boolean;
}

/**
 * What was logged between two looks at the list. It holds 50 entries and gives up the one that has been silent for
 * longest, so as long as anything older than the last look is in it nothing newer was given up.
 */
export function newRecords(before: LogMemory, entries: readonly LogEntry[]): NewRecords {
  const counts = new Map(entries.map((entry) => [keyOf(entry), entry.count]));
  const records = entries
    .map((entry) => ({ level: entry.level, logger: entry.logger, count: entry.count - (before.counts.get(keyOf(entry)) ?? 0) }))
    .filter(({ count }) => count > 0);
  const isGone = [...before.counts.keys()].some((key) => !counts.has(key));
  const newestSeconds = Math.max(before.newestSeconds, ...entries.map(({ lastSeconds }) => lastSeconds));
  const mayLack = isGone && entries.every(({ lastSeconds }) => lastSeconds > before.newestSeconds);
  return { memory: { counts, newestSeconds }, records, mayLack };
}

function keyOf({ logger, source, firstSeconds }: LogEntry): string {
  return `${logger} ${source} ${firstSeconds}`;
}
