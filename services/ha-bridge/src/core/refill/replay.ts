import { families } from "../catalogue.ts";
import type { Emitter } from "../emitter.ts";
import { exportChange, repeatEntity } from "../entity-export.ts";
import { domainOf, type EpochUs } from "../entity.ts";
import type { MutableEntity } from "../entity-store.ts";
import type { ExportContext } from "../export-context.ts";
import { createExportedEntity, type ExportedEntity, seriesOf } from "../exported-entity.ts";
import type { HistoryRow } from "../history.ts";
import { createCollected } from "../observations.ts";
import type { OnSince, Sighting } from "../on-since.ts";
import type { PointSink, Series } from "../series.ts";
import type { SeriesFactory } from "../series-factory.ts";
import { usToMs } from "../time.ts";
import { describedBy } from "./describing-attributes.ts";
import type { Run } from "./runs.ts";
import { REPEAT_MS } from "./stretch.ts";

/** What of a past has its samples already, and where it begins and ends. */
export interface Past {
  readonly afterUs: EpochUs;
  readonly beforeUs: EpochUs | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly ended: boolean;
  readonly since?: OnSince | undefined;
}

export interface PastSink extends PointSink {
  /** `changedMs` is the millisecond of the change itself, which is earlier than `atMs` when others came before it there. */
  add(series: Series, atMs: number, value: number, changedMs?: number): void;
  end(series: Series, atMs: number, changedMs?: number): void;
  /** For who wants to tell repeats from changes; without it a repeat is added like a change. */
  repeat?(series: Series, atMs: number, value: number): void;
}

export interface ReplayOptions {
  /** The house as it is now; only its facts are taken. */
  readonly context: Pick<ExportContext, "labelFacts" | "houseFacts" | "events">;
  readonly factory: SeriesFactory;
  readonly sink: PastSink;
  /** The entity as it is exported now: its labels, its sets, the areas that it stands for. Nothing of it is changed. */
  readonly template: ExportedEntity;
  readonly past: Past;
  /** Home Assistant's runs, oldest first, from `past.fromMs` or before to `past.toMs`. */
  readonly runs: readonly Run[];
  /** Points before it are not written: the store takes none that old. */
  readonly notBeforeMs: number;
}

/**
 * Writes an entity's past as it would have been written live: each change on every series of the entity at its own
 * time, repeats between, ends where the value or Home Assistant went.
 */
export interface Replay {
  /** What the entity was when the past began; known, so nothing is written of it but repeats. */
  start(row: HistoryRow): void;
  /** Rows must come oldest first, as they are in the recorder; those that have samples already are only taken in. */
  row(row: HistoryRow): void;
  /** There are no more rows up to `atMs`. */
  until(atMs: number): void;
  /** There are no more rows at all. */
  finish(): void;
  /** Since when the entity is on, by what was replayed; undefined when its last row did not come by. */
  readonly since: OnSince | undefined;
  /** What is left of the past, should the rest be replayed by another process. */
  readonly rest: Pick<Past, "afterUs" | "fromMs" | "ended" | "since">;
  readonly points: number;
  /** Rows that had no samples yet. */
  readonly rows: number;
}

/** Of these only the present is known. */
const unknownInThePast: ReadonlySet<string> = new Set([families.entityChangesTotal.name, families.entityLastReportedSeconds.name]);

type Mode = "write" | "known" | "endsOnly";

export function createReplay(options: ReplayOptions): Replay {
  const { factory, template, past, runs, notBeforeMs } = options;
  const sink = countingSink(options.sink, notBeforeMs);
  let mode: Mode = "known";
  const emitter = pastEmitter(
    sink,
    () => mode,
    (atMs) => (atMs === record.sampledMs ? record.sampledFloorMs : atMs),
  );
  const context: ExportContext = {
    ...options.context,
    // The forecasts of today say nothing of the past.
    houseFacts: { ...options.context.houseFacts, forecasts: new Map() },
    emitter,
    journal: noJournal,
    factory: { ...factory, create: (_owner, family, attributes, member) => factory.untracked(family, attributes, member) },
    encode: () => new Uint8Array(),
    collected: createCollected(),
  };
  const { entityId } = template.entity;
  let runIndex = 0;
  let record = scratch();
  record.since = past.since;
  record.sampledUs = past.afterUs;
  record.sampledFloorMs = record.sampledMs = usToMs(past.afterUs);
  // The entity is shown: it has series, which repeats keep up.
  let shown = false;
  let begun = false;
  let sightedInRun = true;
  let lastMs = past.fromMs;
  let lastRowUs = Number.NEGATIVE_INFINITY;
  let rows = 0;
  let sawLast = false;
  let isOver = false;

  return {
    start(row) {
      // What the entity was before the run that it belongs to says nothing.
      if (row.state === undefined) return;
      mode = "known";
      apply(row, { kind: "live" });
      for (const series of seriesOf(record)) series.sentMs = past.fromMs;
      shown = true;
    },
    row(row) {
      // Slices of a history overlap, so that no row falls between two.
      if (isOver || row.lastUpdatedUs <= lastRowUs || (past.beforeUs !== null && row.lastUpdatedUs > past.beforeUs)) return;
      lastRowUs = row.lastUpdatedUs;
      const atMs = usToMs(row.lastUpdatedUs);
      const isKnown = row.lastUpdatedUs <= past.afterUs;
      const isBeforeEnd = !isKnown && !begun && past.ended && atMs <= past.fromMs;
      if (!isKnown) {
        // The end stands behind the last proven instant, which has room for one more change: that one was there first.
        if (isBeforeEnd) for (const series of seriesOf(record)) series.sentMs = Math.min(series.sentMs, atMs - 1);
        else advance(atMs);
        // The marker has its millisecond already: what changed just then is the second change in it.
        if (isBeforeEnd && atMs === past.fromMs) record.sampledFloorMs = record.sampledMs = atMs;
        if (past.beforeUs === null || row.lastUpdatedUs < past.beforeUs) rows += 1;
      }
      if (row.state === undefined) {
        mode = isKnown ? "known" : "write";
        endAll(atMs);
        return;
      }
      const isLast = row.lastUpdatedUs === past.beforeUs && !isKnown;
      sawLast ||= row.lastUpdatedUs === past.beforeUs;
      mode = isKnown ? "known" : isLast ? "endsOnly" : "write";
      const restarted = !sightedInRun;
      const before = lastMs;
      // The first change that was seen has the millisecond already, and no store keeps two points of one.
      const sharesLast = mode === "write" && past.beforeUs !== null && atMs === usToMs(past.beforeUs);
      apply(
        sharesLast ? { ...row, lastUpdatedUs: row.lastUpdatedUs - 1_000 } : row,
        restarted ? { kind: "afterGap", goneUs: before * 1000, restarted: true } : { kind: "live" },
      );
      sightedInRun = true;
      if (isKnown) for (const series of seriesOf(record)) series.sentMs = Math.max(series.sentMs, past.fromMs);
      if (!shown && !isKnown) repeatAt(record.sampledMs);
      shown = true;
      lastMs = Math.max(lastMs, record.sampledMs);
    },
    until: advance,
    finish() {
      if (isOver) return;
      advance(past.toMs);
      mode = "write";
      if (past.beforeUs === null && shown) endAll(past.toMs);
      isOver = true;
    },
    get since() {
      return sawLast ? record.since : undefined;
    },
    get rest() {
      return { afterUs: Math.max(past.afterUs, lastRowUs), fromMs: lastMs, ended: begun ? !shown : past.ended, since: record.since };
    },
    get points() {
      return sink.count();
    },
    get rows() {
      return rows;
    },
  };

  /** Writes what happened by itself up to `atMs`: repeats, and the ends of runs. */
  function advance(untilMs: number): void {
    const atMs = Math.min(untilMs, past.toMs);
    begin();
    for (let run = runs[runIndex]; run !== undefined && run.end !== "goesOn" && atMs >= nextRunMs(runIndex); run = runs[runIndex]) {
      mode = "write";
      if (run.end === "stopped") repeatUntil(run.toMs);
      if (shown) endAll(run.end === "stopped" ? Math.max(run.toMs, lastMs + 1) : lastMs + 1);
      runIndex += 1;
      sightedInRun = false;
    }
    mode = "write";
    const run = runs[runIndex];
    // Of a run whose end nobody knows only the rows are proven; after a stop a row may still come, a repeat may not.
    if (run?.end === "goesOn") repeatUntil(atMs);
    else if (run?.end === "stopped") repeatUntil(Math.min(atMs, run.toMs));
  }

  /** What was known is over. An end that was written too early is made good: the entity went on being there. */
  function begin(): void {
    if (begun) return;
    begun = true;
    if (!past.ended) return;
    shown &&= isRunning(past.fromMs + 1);
    if (shown) repeatAt(past.fromMs + 1);
  }

  function repeatUntil(untilMs: number): void {
    if (!shown) return;
    for (let atMs = lastMs + REPEAT_MS; atMs < untilMs; atMs += REPEAT_MS) repeatAt(atMs);
  }

  function repeatAt(atMs: number): void {
    mode = "write";
    repeatEntity(context, record, atMs);
    lastMs = Math.max(lastMs, atMs);
  }

  function apply(row: HistoryRow, sighting: Sighting): void {
    record.entity = entityOf(row);
    exportChange(context, record, sighting);
  }

  function endAll(atMs: number): void {
    for (const series of seriesOf(record)) emitter.end(series, atMs);
    const { since, sampledUs, sampledFloorMs, sampledMs } = record;
    record = Object.assign(scratch(), { since, sampledUs, sampledFloorMs, sampledMs });
    shown = false;
    lastMs = Math.max(lastMs, atMs);
  }

  function isRunning(atMs: number): boolean {
    const run = runs[0];
    return run !== undefined && run.end !== "died" && atMs < run.toMs;
  }

  function nextRunMs(index: number): number {
    return runs[index + 1]?.fromMs ?? Infinity;
  }

  function entityOf({ state, attributes, lastChangedUs, lastUpdatedUs }: HistoryRow): MutableEntity {
    const today = template.entity.attributes;
    return {
      entityId,
      domain: domainOf(entityId),
      state: state ?? "unknown",
      attributes: describedBy(attributes, today),
      lastChangedUs,
      lastUpdatedUs,
    };
  }

  function scratch(): ExportedEntity {
    const copy = createExportedEntity({ ...template.entity, state: "unknown" }, true);
    copy.labelsKey = template.labelsKey;
    copy.attributes = template.attributes;
    copy.areaRoles = template.areaRoles;
    copy.sets = template.sets && new Map(template.sets);
    const info = template.infoSeries;
    if (info !== undefined) copy.infoSeries = { ...info, id: 0, value: 1, sentMs: 0 };
    copy.labelSeries = template.labelSeries.map((series) => ({ ...series, id: 0, value: 1, sentMs: 0 }));
    return copy;
  }
}

/** No ledger and no order to keep with what is live: a past is written once, in its own order. */
function pastEmitter(sink: Required<PastSink>, mode: () => Mode, changedMs: (atMs: number) => number): Emitter {
  return {
    nowMs: 0,
    windowMs: 0,
    counts: { adjusted: 0, clamped: 0, tooOld: 0, ended: 0 },
    send(series, atMs, value) {
      series.value = value;
      if (atMs <= series.sentMs) return;
      series.sentMs = atMs;
      // The sample of the last change was written live, but not on what counts in one process only.
      if (mode() === "write" || (mode() === "endsOnly" && series.family.kind === "counter")) write(series, atMs, value);
    },
    repeat(series, atMs) {
      if (atMs <= series.sentMs || Number.isNaN(series.value)) return;
      series.sentMs = atMs;
      if (mode() === "write" && !unknownInThePast.has(series.family.name)) sink.repeat(series, atMs, series.value);
    },
    // Whoever asks for the past has not waited for it.
    again: () => undefined,
    end(series, atMs) {
      const endMs = Math.max(atMs, series.sentMs + 1);
      // A series that never had a sample needs no marker.
      if (mode() !== "known" && series.sentMs > 0 && !unknownInThePast.has(series.family.name)) sink.end(series, endMs, changedMs(endMs));
      series.sentMs = endMs;
      return endMs;
    },
    believable: (atMs) => atMs,
  };

  function write(series: Series, atMs: number, value: number): void {
    if (!unknownInThePast.has(series.family.name)) sink.add(series, atMs, value, changedMs(atMs));
  }
}

function countingSink(sink: PastSink, notBeforeMs: number): Required<PastSink> & { count(): number } {
  let count = 0;
  return {
    repeat(series, atMs, value) {
      if (atMs < notBeforeMs) return;
      count += 1;
      if (sink.repeat === undefined) sink.add(series, atMs, value);
      else sink.repeat(series, atMs, value);
    },
    add(series, atMs, value, changedMs) {
      if (atMs < notBeforeMs) return;
      count += 1;
      sink.add(series, atMs, value, changedMs);
    },
    end(series, atMs, changedMs) {
      if (atMs < notBeforeMs) return;
      count += 1;
      sink.end(series, atMs, changedMs);
    },
    count: () => count,
  };
}

const noJournal: ExportContext["journal"] = {
  sent: () => undefined,
  ended: () => undefined,
  defined: () => undefined,
  touched: () => undefined,
  dropped: () => undefined,
  sampled: () => undefined,
  house: () => undefined,
  opened: () => undefined,
  closed: () => undefined,
  take: () => {
    throw new Error("the past has no ledger");
  },
};
