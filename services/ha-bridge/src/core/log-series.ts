import { families } from "./catalogue.ts";
import { houseLabels, labelText } from "./entity-labels.ts";
import { emptyLog, type LogEntry, type LogMemory, newRecords } from "./log-records.ts";
import type { Owned, SeriesByOwner } from "./series-by-owner.ts";

// Some libraries put an address or a device into the name of their logger.
const MAX_LOGGERS = 200;
const OTHER_LOGGERS = "other";

/** Counts what Home Assistant logs, from the first look on; like all counters it starts at 0 with each process. */
export interface LogSeries {
  told(entries: readonly LogEntry[], nowMs: number): { readonly mayLack: boolean };
  /** Home Assistant is down; its next life begins with an empty list. */
  down(): void;
}

interface Total {
  readonly level: string;
  readonly logger: string;
  count: number;
}

export function createLogSeries(store: SeriesByOwner, instance: string): LogSeries {
  const totals = new Map<string, Total>();
  let memory: LogMemory | undefined;

  return {
    told(entries, nowMs) {
      if (memory === undefined) {
        memory = newRecords(emptyLog, entries).memory;
        restart(nowMs);
        return { mayLack: false };
      }
      const found = newRecords(memory, entries);
      memory = found.memory;
      const counted = new Map<string, number>();
      for (const { level, logger, count } of found.records) {
        const key = totalOf(level, logger);
        counted.set(key, (counted.get(key) ?? 0) + count);
      }
      for (const [key, total] of totals) {
        write(total, counted.get(key) ?? 0, nowMs);
        total.count += counted.get(key) ?? 0;
      }
      return { mayLack: found.mayLack };
    },
    down() {
      if (memory !== undefined) memory = emptyLog;
    },
  };

  /** The counters of an earlier life of ours are live at the store; ours begin at 0. */
  function restart(nowMs: number): void {
    for (const owned of store.owners.values()) {
      const level = /^health:log:(.*)$/.exec(owned.owner)?.[1];
      if (level === undefined) continue;
      for (const { member = OTHER_LOGGERS } of owned.series.values()) {
        totals.set(`${level} ${member}`, { level, logger: member, count: 0 });
        store.set(owned, families.logRecordsTotal, 0, nowMs, member);
      }
    }
  }

  function totalOf(level: string, logger: string): string {
    const name = labelText(logger) ?? OTHER_LOGGERS;
    const known = `${level} ${name}`;
    const key = totals.has(known) || totals.size < MAX_LOGGERS ? known : `${level} ${OTHER_LOGGERS}`;
    if (!totals.has(key)) totals.set(key, { level, logger: key.slice(level.length + 1), count: 0 });
    return key;
  }

  function ownerOf(level: string): Owned {
    return store.own(`health:log:${level}`, [...houseLabels(instance), ["level", level]]);
  }

  // A series that begins, begins with what was counted before: the first sample of a counter is no increase.
  function write({ level, logger, count }: Total, more: number, nowMs: number): void {
    const owned = ownerOf(level);
    const isLive = [...owned.series.values()].some(({ member }) => member === logger);
    if (!isLive) store.set(owned, families.logRecordsTotal, count, nowMs - 1, logger);
    store.set(owned, families.logRecordsTotal, count + more, nowMs, logger);
  }
}
