import { entityFamilies } from "../entity-families.ts";
import type { Family } from "../family.ts";
import type { PastSink } from "../refill/replay.ts";
import type { Series } from "../series.ts";

/** One series as the recorder's rows say that it was. */
export interface RecordedSeries {
  readonly family: Family;
  readonly member: string | undefined;
  /** Times in ascending order, with the value in force from then on; NaN where there was none any more. */
  readonly timesMs: number[];
  /**
   * The millisecond of each change itself. Where several fell into one, each got a later time than the one before; but
   * who first looked at the entity after them knew the last one alone, and wrote it at this.
   */
  readonly changedMs: number[];
  readonly values: number[];
  /** Which of them are changes: of those a sample is wanted. The others only show what was in force. */
  readonly isChange: boolean[];
}

// Written when they change or with repeats only; whether a row has one depends on what was known then.
const besideTheState: ReadonlySet<Family> = new Set<Family>([
  entityFamilies.onSinceSeconds,
  entityFamilies.entityAvailable,
  entityFamilies.entityInfo,
  entityFamilies.entityLabel,
  entityFamilies.entityLastChangedSeconds,
  entityFamilies.entityLastUpdatedSeconds,
  entityFamilies.entityLastReportedSeconds,
]);

/** A family whose every change has a sample of its own. Counters begin anew with each process of the bridge. */
export function isAudited(family: Family): boolean {
  return family.kind === "gauge" && family.scope === "entity" && !besideTheState.has(family);
}

/** Gathers what a replay would write. */
export function recordedSeries(): { readonly sink: PastSink; readonly byKey: ReadonlyMap<string, RecordedSeries> } {
  const byKey = new Map<string, RecordedSeries>();
  const note = (series: Series, atMs: number, value: number, { isChange = false, changedMs = atMs }) => {
    if (!isAudited(series.family)) return;
    const key = seriesKey(series.family.name, series.member);
    const known = byKey.get(key) ?? { family: series.family, member: series.member, timesMs: [], changedMs: [], values: [], isChange: [] };
    byKey.set(key, known);
    known.timesMs.push(atMs);
    known.changedMs.push(changedMs);
    known.values.push(value);
    known.isChange.push(isChange);
  };
  return {
    byKey,
    sink: {
      add: (series, atMs, value, changedMs = atMs) => note(series, atMs, value, { isChange: true, changedMs }),
      repeat: (series, atMs, value) => note(series, atMs, value, {}),
      end: (series, atMs, changedMs = atMs) => note(series, atMs, Number.NaN, { changedMs }),
    },
  };
}

export function seriesKey(family: string, member: string | undefined): string {
  return member === undefined ? family : `${family} ${member}`;
}
