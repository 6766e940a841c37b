import type { RangeSeries } from "../testbed/prometheus/promql-client.ts";
import type { RecorderRow } from "./recorder-rows.ts";

export interface Difference {
  readonly kind: "missing" | "extra";
  readonly entityId: string;
  readonly series: string;
  readonly atMs: number;
  readonly why: string;
}

export interface Comparison {
  rows: number;
  withValue: number;
  wanted: number;
  samples: number;
  repeats: number;
  /** Changes in the very millisecond in which the series of all entities end: they are stored one millisecond later. */
  behindEnds: number;
  readonly differences: Difference[];
}

/** What a row means on each series of its entity; empty when the row has no value. */
export type ValuesOf = (row: RecorderRow) => ReadonlyMap<string, number>;

export function emptyComparison(): Comparison {
  return { rows: 0, withValue: 0, wanted: 0, samples: 0, repeats: 0, behindEnds: 0, differences: [] };
}

/**
 * Every row with a value has just one sample with that value at that millisecond, and every other sample repeats the
 * value in force. `stored` are the series of the entity by the name that `valuesOf` gives them.
 */
export function compareEntity(
  comparison: Comparison,
  rows: readonly RecorderRow[],
  stored: ReadonlyMap<string, RangeSeries["samples"]>,
  valuesOf: ValuesOf,
  range: { readonly fromMs: number; readonly toMs: number; readonly endsMs?: ReadonlySet<number> },
): void {
  const values = rows.map(valuesOf);
  const matched = new Map<string, Set<number>>();
  const note = (difference: Difference) => comparison.differences.push(difference);
  for (const [index, row] of rows.entries()) {
    if (row.atMs < range.fromMs || row.atMs > range.toMs) continue;
    comparison.rows += 1;
    const wanted = values[index] ?? new Map<string, number>();
    if (wanted.size > 0) comparison.withValue += 1;
    for (const [series, value] of wanted) {
      comparison.wanted += 1;
      const isBehindEnd = range.endsMs?.has(row.atMs) === true && !has(stored, series, row.atMs);
      const wantedMs = isBehindEnd ? row.atMs + 1 : row.atMs;
      if (isBehindEnd) comparison.behindEnds += 1;
      const found = (stored.get(series) ?? []).filter(({ atMs }) => atMs === wantedMs);
      if (found.length === 1 && found[0]?.value === value) {
        const times = matched.get(series) ?? new Set();
        matched.set(series, times.add(wantedMs));
      } else {
        const seen = found.map((one) => one.value).join(", ") || "nothing";
        note({ kind: "missing", entityId: row.entityId, series, atMs: row.atMs, why: `wanted ${value}, found ${seen}` });
      }
    }
  }
  const [first] = rows;
  for (const [series, samples] of stored) {
    for (const { atMs, value } of samples) {
      if (atMs < range.fromMs || atMs > range.toMs) continue;
      comparison.samples += 1;
      if (matched.get(series)?.has(atMs) === true) continue;
      const index = rows.findLastIndex((row) => row.atMs <= atMs);
      const inForce = values[index]?.get(series);
      if (inForce === value) comparison.repeats += 1;
      else note({ kind: "extra", entityId: first?.entityId ?? "", series, atMs, why: `${value} is stored, in force was ${inForce ?? "nothing"}` });
    }
  }
}

function has(stored: ReadonlyMap<string, RangeSeries["samples"]>, series: string, wantedMs: number): boolean {
  return (stored.get(series) ?? []).some(({ atMs }) => atMs === wantedMs);
}
