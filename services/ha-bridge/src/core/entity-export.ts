import type { Emitter } from "./emitter.ts";
import type { ExportContext } from "./export-context.ts";
import { exportStatus } from "./export-status.ts";
import { observe, settleValues } from "./export-values.ts";
import { changeTimeMs, type ExportedEntity, seriesOf } from "./exported-entity.ts";
import type { OnSince, Sighting } from "./on-since.ts";
import type { Series } from "./series.ts";
import { usToMs } from "./time.ts";

/** A change that happened in Home Assistant at the entity's `last_updated`: one sample on every value series. */
export function exportChange(context: ExportContext, record: ExportedEntity, sighting: Sighting): void {
  const atMs = sampleTime(context, record);
  observe(context, record);
  record.changes += 1;
  settleValues(context, record, atMs, (series, value) => context.emitter.send(series, atMs, value));
  exportStatus(context, record, atMs, sighting);
}

/**
 * The first sight of an entity, or of one that was found changed after a gap.
 *
 * 1. A sample at its own time, if the store still takes that.
 * 2. Every series at once at the time the snapshot was asked for, unless the change is newer.
 */
export function exportSight(context: ExportContext, record: ExportedEntity, askedMs: number, sighting: Sighting, ownTime: boolean): void {
  const { emitter } = context;
  const successorMs = record.successorAtMs;
  record.successorAtMs = undefined;
  // Series that are not there any more although the entity did not change: when they ended is not known.
  const changeMs = ownTime ? sampleTime(context, record) : askedMs;
  const fits = ownTime && withinWindow(emitter, changeMs);
  observe(context, record);
  const settledMs = Math.max(askedMs, changeMs);
  settleValues(context, record, changeMs, (series, value) => {
    // What counts in this process has no past.
    if (fits && series.family.kind === "gauge") {
      if (successorMs !== undefined && successorMs < changeMs) emitter.send(series, successorMs, value);
      emitter.send(series, changeMs, value);
    }
    sendSettled(emitter, series, settledMs, value);
  });
  exportStatus(context, record, successorMs ?? (fits ? changeMs : settledMs), sighting);
  repeatEntity(context, record, settledMs);
}

/** Facts beside the state (a forecast, an area's choice of sensor) are others now: writes what they change. */
export function exportRefresh(context: ExportContext, record: ExportedEntity, atMs: number): void {
  observe(context, record);
  settleValues(context, record, atMs, (series, value) => {
    if (series.sentMs === 0 || series.value !== value) context.emitter.send(series, atMs, value);
  });
}

/** History knows better since when the entity is on, unless it was switched on after it was seen at `seenUs`. */
export function exportCorrection(context: ExportContext, record: ExportedEntity, seenUs: number, since: OnSince, atMs: number): void {
  const before = record.since;
  if (record.onSince === undefined || before?.sinceUs === undefined || since.sinceUs === undefined) return;
  if (before.sinceUs === since.sinceUs || before.sinceUs > seenUs) return;
  record.since = { state: before.state, sinceUs: since.sinceUs };
  context.journal.touched(record.entity.entityId);
  context.emitter.send(record.onSince, atMs, since.sinceUs / 1e6);
}

/** Ends every series of the entity at `atMs`, or right after its last sample; what is remembered of it stays. */
export function endEntity(context: ExportContext, record: ExportedEntity, atMs: (series: Series) => number): number {
  let endedMs = 0;
  for (const series of seriesOf(record)) endedMs = Math.max(endedMs, context.emitter.end(series, atMs(series)));
  record.values = [];
  record.available = record.onSince = record.infoSeries = undefined;
  record.labelSeries = [];
  record.ages = [];
  record.areaSeries = [];
  record.labelsKey = "";
  record.infoKey = "";
  record.labelIds = [];
  return endedMs;
}

/** Repeats every series of the entity at the settled instant; "again" where the store may not have heard of what it is. */
export function repeatEntity(context: ExportContext, record: ExportedEntity, settledMs: number, how: "repeat" | "again" = "repeat"): void {
  const { emitter } = context;
  const say = emitter[how];
  const [changed, updated, reported] = record.ages;
  if (changed === undefined || updated === undefined || reported === undefined) return;
  const { lastChangedUs, lastUpdatedUs } = record.entity;
  changed.value = lastChangedUs / 1e6;
  updated.value = lastUpdatedUs / 1e6;
  reported.value = Math.max(record.reportedUs, lastUpdatedUs) / 1e6;
  for (const series of record.values) say(series, settledMs);
  for (const series of record.ages) say(series, settledMs);
  for (const series of record.labelSeries) say(series, settledMs);
  for (const series of record.areaSeries) say(series, settledMs);
  if (record.available !== undefined) say(record.available, settledMs);
  if (record.onSince !== undefined) say(record.onSince, settledMs);
  if (record.infoSeries !== undefined) say(record.infoSeries, settledMs);
}

function sampleTime(context: ExportContext, record: ExportedEntity): number {
  const us = record.entity.lastUpdatedUs;
  const floorMs = usToMs(us);
  const atMs = changeTimeMs(record, floorMs);
  record.sampledUs = us;
  record.sampledFloorMs = floorMs;
  record.sampledMs = atMs;
  if (record.available !== undefined) context.journal.sampled(record.available, us);
  return context.emitter.believable(atMs);
}

// An hour before the window's edge: the edge moves on while a backlog waits.
const WINDOW_MARGIN_MS = 3_600_000;
// A store without a window takes a new series' first sample from half a block (an hour) back.
const NO_WINDOW_AGE_MS = 45 * 60_000;

function withinWindow(emitter: Emitter, atMs: number): boolean {
  const maxAgeMs = emitter.windowMs > 0 ? Math.max(emitter.windowMs - WINDOW_MARGIN_MS, NO_WINDOW_AGE_MS) : NO_WINDOW_AGE_MS;
  const fits = atMs >= emitter.nowMs - maxAgeMs;
  if (!fits) emitter.counts.tooOld += 1;
  return fits;
}

function sendSettled(emitter: Emitter, series: Series, settledMs: number, value: number): void {
  series.value = value;
  emitter.repeat(series, settledMs);
}
