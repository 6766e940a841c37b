import type { RecordedSeries } from "./recorded-series.ts";

/** A difference between recorder and store. */
export interface Difference {
  readonly kind: "missing" | "extra";
  readonly entityId: string;
  /** Family and, where it has one, the value of its own label. */
  readonly series: string;
  readonly atMs: number;
  /** By the recorder; undefined for none. */
  readonly wanted: number | undefined;
  /** In the store; undefined for none. */
  readonly seen: number | undefined;
}

export interface AuditCounts {
  entities: number;
  /** The recorder does not record them, so nothing can be said. */
  notRecorded: number;
  /** Samples that the recorder's rows ask for. */
  wanted: number;
  /** Samples in the store. */
  samples: number;
  /** Of those: the value in force once more. */
  repeats: number;
  /** Of those: on series that Home Assistant does not record, such as the brightness of lights. */
  unjudged: number;
  missing: number;
  extra: number;
}

export interface StoredSamples {
  readonly samples: readonly (readonly [atMs: number, value: number])[];
}

export interface EntityAudit {
  readonly entityId: string;
  readonly recorded: ReadonlyMap<string, RecordedSeries>;
  /** By the same keys. */
  readonly stored: ReadonlyMap<string, StoredSamples>;
  /** A stored series of which the recorder says nothing may be one that it never records. */
  isUnrecorded(key: string): boolean;
  /** Home Assistant died in these stretches, nobody knows when: the value before may have been repeated. */
  readonly diedBetween: readonly (readonly [fromMs: number, toMs: number])[];
  readonly fromMs: number;
  readonly toMs: number;
}

export function noCounts(): AuditCounts {
  return { entities: 0, notRecorded: 0, wanted: 0, samples: 0, repeats: 0, unjudged: 0, missing: 0, extra: 0 };
}

/**
 * Both ways: each change that the recorder knows has one sample with its value at its millisecond, and every other
 * sample repeats the value that was in force. Of changes in one millisecond the last may have that one, and those before
 * it the one before, as it is where the entity was first seen after them. Differences go to `note`, the rest is counted.
 */
export function compareEntity(audit: EntityAudit, counts: AuditCounts, note: (difference: Difference) => void): void {
  const { entityId, recorded, stored, fromMs, toMs } = audit;
  const within = (atMs: number) => atMs > fromMs && atMs <= toMs;
  for (const [key, { samples }] of stored) if (!recorded.has(key)) withoutRows(key, samples);
  for (const [key, series] of recorded) {
    const found = new Map<number, number[]>();
    for (const [atMs, value] of stored.get(key)?.samples ?? []) if (within(atMs)) found.set(atMs, [...(found.get(atMs) ?? []), value]);
    wantedOf(key, series, found);
    for (const [atMs, values] of found) for (const value of values) explain(key, series, atMs, value);
  }

  /** Takes the samples that stand for a change out of `found`. */
  function wantedOf(key: string, series: RecordedSeries, found: Map<number, number[]>): void {
    const { timesMs, values, isChange } = series;
    const missing: { atMs: number; wanted: number }[] = [];
    for (const [index, atMs] of timesMs.entries()) {
      const wanted = values[index] ?? Number.NaN;
      if (isChange[index] !== true || !within(atMs)) continue;
      counts.wanted += 1;
      if (take(found, wanted, atMs, earliestMs(series, index))) counts.samples += 1;
      else missing.push({ atMs, wanted });
    }
    for (const { atMs, wanted } of missing) {
      const [seen, ...more] = found.get(atMs) ?? [];
      counts.missing += 1;
      note({ kind: "missing", entityId, series: key, atMs, wanted, seen });
      // A wrong value at this instant is one difference, not two.
      counts.samples += seen === undefined ? 0 : 1;
      found.set(atMs, more);
    }
  }

  function explain(key: string, series: RecordedSeries, atMs: number, value: number): void {
    counts.samples += 1;
    const inForce = inForceAt(series, atMs);
    const isExplained = isSame(value, inForce.value) || inForce.orElse.some((one) => isSame(value, one));
    if (isExplained || (Number.isNaN(inForce.value) && isSame(value, inForce.before) && diedAround(atMs))) {
      counts.repeats += 1;
      return;
    }
    counts.extra += 1;
    note({ kind: "extra", entityId, series: key, atMs, wanted: Number.isNaN(inForce.value) ? undefined : inForce.value, seen: value });
  }

  function withoutRows(key: string, samples: StoredSamples["samples"]): void {
    for (const [atMs, value] of samples) {
      if (!within(atMs)) continue;
      counts.samples += 1;
      if (audit.isUnrecorded(key)) counts.unjudged += 1;
      else {
        counts.extra += 1;
        note({ kind: "extra", entityId, series: key, atMs, wanted: undefined, seen: value });
      }
    }
  }

  function diedAround(atMs: number): boolean {
    return audit.diedBetween.some(([from, to]) => atMs >= from && atMs < to);
  }
}

/** VictoriaMetrics keeps values as decimals of twelve digits or more, so 2.1444444444444444 comes back as 2.144444444444. */
const KEPT_DIGITS = 1e-12;

/** NaN is the end of a series: VictoriaMetrics gives those too, and where nothing is in force any more it is right. */
function isSame(seen: number, wanted: number): boolean {
  return seen === wanted || (Number.isNaN(seen) && Number.isNaN(wanted)) || Math.abs(seen - wanted) <= Math.abs(wanted) * KEPT_DIGITS;
}

/** Takes a sample of this value from `found`: the latest from `atMs` back to `fromMs`. False when there is none. */
function take(found: Map<number, number[]>, wanted: number, atMs: number, fromMs: number): boolean {
  for (let ms = atMs; ms >= fromMs; ms -= 1) {
    const values = found.get(ms) ?? [];
    const index = values.findIndex((value) => isSame(value, wanted));
    if (index === -1) continue;
    found.set(ms, values.toSpliced(index, 1));
    return true;
  }
  return false;
}

function earliestMs({ changedMs }: RecordedSeries, index: number): number {
  const ownMs = changedMs[index] ?? Infinity;
  return changedMs[index + 1] === ownMs ? ownMs - 1 : ownMs;
}

/** The value at an instant, the last one before it that was a value, and those after it that may stand there as well. */
function inForceAt(series: RecordedSeries, atMs: number): { value: number; before: number; orElse: readonly number[] } {
  const { timesMs, values } = series;
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timesMs[middle] ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  let before = low - 1;
  while (before >= 0 && Number.isNaN(values[before])) before -= 1;
  let later = low;
  while (earliestMs(series, later) <= atMs) later += 1;
  return { value: values[low - 1] ?? Number.NaN, before: values[before] ?? Number.NaN, orElse: values.slice(low, later) };
}
