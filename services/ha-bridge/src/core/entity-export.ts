import { families } from "./catalogue.ts";
import { hasValue } from "./entity.ts";
import type { LabelFacts } from "./entity-labels.ts";
import { entityLabels, infoLabels } from "./entity-labels.ts";
import type { Emitter } from "./emitter.ts";
import type { AreaRole, ExportedEntity } from "./exported-entity.ts";
import { changeTimeMs, seriesOf } from "./exported-entity.ts";
import type { Family } from "./family.ts";
import type { Journal } from "./journal.ts";
import type { HouseFacts } from "./mapping/domain-mapping.ts";
import { mappingFor, observeEntity } from "./mapping/index.ts";
import type { Collected } from "./observations.ts";
import type { Sighting } from "./on-since.ts";
import { onSince } from "./on-since.ts";
import { labelsOf } from "./registries.ts";
import type { EncodeLabels, LabelPairs, Series } from "./series.ts";
import type { SeriesFactory } from "./series-factory.ts";
import { usToMs } from "./time.ts";

/** What the functions of this file work with; one per process. */
export interface ExportContext {
  readonly emitter: Emitter;
  readonly journal: Journal;
  readonly factory: SeriesFactory;
  readonly encode: EncodeLabels;
  readonly collected: Collected;
  labelFacts: LabelFacts;
  houseFacts: HouseFacts;
  readonly events: ExportEvents;
}

/** Facts worth a count or a line that only the core sees. */
export interface ExportEvents {
  /** A set was in a state beyond its 32 members. */
  setOverflow(entityId: string, family: string, state: string): void;
  /** A mapping threw: a bug of ours, which must cost one change and not the house. */
  mappingFailed(entityId: string, error: unknown): void;
}

// A dip below the highest meter reading by less than this is noise of the meter; Home Assistant holds it as well.
const METER_DIP_SHARE = 0.1;

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
  for (const series of [record.available, record.onSince, record.infoSeries, ...record.labelSeries]) {
    if (series !== undefined) sendSettled(emitter, series, settledMs, series.value);
  }
}

/** Facts beside the state (a forecast, an area's choice of sensor) are others now: writes what they change. */
export function exportRefresh(context: ExportContext, record: ExportedEntity, atMs: number): void {
  observe(context, record);
  settleValues(context, record, atMs, (series, value) => {
    if (series.sentMs === 0 || series.value !== value) context.emitter.send(series, atMs, value);
  });
}

/** The entity stands for these areas from now on; false when it did so already. What it stood for before ends. */
export function adoptAreaRoles(context: ExportContext, record: ExportedEntity, roles: readonly AreaRole[], atMs: number): boolean {
  if (roles.length === 0 && record.areaRoles.length === 0) return false;
  if (JSON.stringify(roles.map(describeRole)) === JSON.stringify(record.areaRoles.map(describeRole))) return false;
  for (const series of record.areaSeries) context.emitter.end(series, atMs);
  record.areaSeries = [];
  record.areaRoles = roles;
  return true;
}

function describeRole(role: AreaRole): readonly string[] {
  return [role.owner, role.family.name, role.labelsKey];
}

/** Gives the entity the labels that it should have now; what had other ones ends, and its successor begins there. */
export function exportLabels(context: ExportContext, record: ExportedEntity, atMs: number): void {
  const { entityId, attributes } = record.entity;
  const labels = entityLabels(entityId, attributes, context.labelFacts);
  const labelsKey = JSON.stringify(labels);
  const info = infoLabels(entityId, attributes, context.labelFacts);
  const infoKey = JSON.stringify(info);
  const labelIds = labelsOf(context.labelFacts.registries, entityId);
  const relabelled = labelsKey !== record.labelsKey;
  if (relabelled) relabel(context, record, labels, labelsKey, atMs);
  if (relabelled || infoKey !== record.infoKey) exportInfo(context, record, info, infoKey, atMs);
  if (relabelled || labelIds.join() !== record.labelIds.join()) exportLabelIds(context, record, labelIds, atMs);
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

/** Repeats every series of the entity at the settled instant. */
export function repeatEntity(context: ExportContext, record: ExportedEntity, settledMs: number): void {
  const { emitter } = context;
  const [changed, updated, reported] = record.ages;
  if (changed === undefined || updated === undefined || reported === undefined) return;
  const { lastChangedUs, lastUpdatedUs } = record.entity;
  changed.value = lastChangedUs / 1e6;
  updated.value = lastUpdatedUs / 1e6;
  reported.value = Math.max(record.reportedUs, lastUpdatedUs) / 1e6;
  for (const series of record.values) emitter.repeat(series, settledMs);
  for (const series of record.ages) emitter.repeat(series, settledMs);
  for (const series of record.labelSeries) emitter.repeat(series, settledMs);
  for (const series of record.areaSeries) emitter.repeat(series, settledMs);
  if (record.available !== undefined) emitter.repeat(record.available, settledMs);
  if (record.onSince !== undefined) emitter.repeat(record.onSince, settledMs);
  if (record.infoSeries !== undefined) emitter.repeat(record.infoSeries, settledMs);
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

function observe(context: ExportContext, record: ExportedEntity): void {
  const { collected } = context;
  collected.begin(record.sets);
  if (!hasValue(record.entity.state)) return;
  try {
    observeEntity(record.entity, context.houseFacts, collected);
  } catch (error) {
    collected.count = 0;
    context.events.mappingFailed(record.entity.entityId, error);
  }
  if (collected.overflow > 0) context.events.setOverflow(record.entity.entityId, collected.families[0]?.name ?? "", record.entity.state);
  if (collected.learned) context.journal.touched(record.entity.entityId);
}

/** Lines the live series up with what was observed, then hands each its value. */
function settleValues(context: ExportContext, record: ExportedEntity, atMs: number, send: (series: Series, value: number) => void): void {
  const { collected } = context;
  if (collected.countsChanges) collected.value(families.entityChangesTotal, record.changes);
  if (!linesUp(record.values, collected)) lineUp(context, record, atMs);
  for (let index = 0; index < collected.count; index += 1) {
    const series = record.values[index] as Series;
    send(series, heldValue(series, collected.values[index] as number));
  }
  for (const role of record.areaRoles) exportAreaRole(context, record, role, atMs, send);
}

// Mostly the same series in the same order as last time, so this walk side by side is all there is to do.
function linesUp(values: readonly Series[], collected: Collected): boolean {
  if (values.length !== collected.count) return false;
  for (let index = 0; index < values.length; index += 1) {
    const series = values[index] as Series;
    if (series.family !== collected.families[index] || series.member !== collected.members[index]) return false;
  }
  return true;
}

function lineUp(context: ExportContext, record: ExportedEntity, atMs: number): void {
  const { collected } = context;
  const after: Series[] = [];
  for (let index = 0; index < collected.count; index += 1) {
    const family = collected.families[index] as Family;
    const member = collected.members[index];
    const known = record.values.find((series) => series.family === family && series.member === member);
    after.push(known ?? context.factory.create(record.entity.entityId, family, record.attributes, member));
  }
  for (const series of record.values) if (!after.includes(series)) context.emitter.end(series, atMs);
  record.values = after;
}

function heldValue(series: Series, value: number): number {
  if (series.family.kind !== "counter" || series.family === families.entityChangesTotal) return value;
  const isDip = value < series.value && value > series.value * (1 - METER_DIP_SHARE);
  return isDip ? series.value : value;
}

/** Availability and "since when": written when they change. */
function exportStatus(context: ExportContext, record: ExportedEntity, atMs: number, sighting: Sighting): void {
  const { emitter, factory, journal } = context;
  const { entity } = record;
  const available = entity.state === "unavailable" ? 0 : 1;
  if (record.available === undefined) {
    record.available = factory.create(entity.entityId, families.entityAvailable, record.attributes);
    record.ages = [families.entityLastChangedSeconds, families.entityLastUpdatedSeconds, families.entityLastReportedSeconds].map((family) =>
      factory.create(entity.entityId, family, record.attributes),
    );
    emitter.send(record.available, atMs, available);
    journal.sampled(record.available, record.sampledUs);
  } else if (record.available.value !== available) {
    emitter.send(record.available, atMs, available);
  }
  const before = record.since;
  const atRest = mappingFor(entity.domain).atRest;
  if (atRest !== undefined) record.since = onSince(before, entity.state, entity.lastChangedUs, atRest, sighting);
  if (before?.state !== record.since?.state || before?.sinceUs !== record.since?.sinceUs) journal.touched(entity.entityId);
  exportOnSince(context, record, atMs);
}

function exportOnSince(context: ExportContext, record: ExportedEntity, atMs: number): void {
  const sinceUs = hasValue(record.entity.state) ? record.since?.sinceUs : undefined;
  if (sinceUs === undefined) {
    if (record.onSince !== undefined) context.emitter.end(record.onSince, atMs);
    record.onSince = undefined;
    return;
  }
  const isNew = record.onSince === undefined;
  record.onSince ??= context.factory.create(record.entity.entityId, families.onSinceSeconds, record.attributes);
  if (isNew || record.onSince.value !== sinceUs / 1e6) context.emitter.send(record.onSince, atMs, sinceUs / 1e6);
}

/** Ends all series under the old labels and begins them again under the new ones, at one and the same instant. */
function relabel(context: ExportContext, record: ExportedEntity, labels: LabelPairs, labelsKey: string, atMs: number): void {
  const { emitter, encode, factory, journal } = context;
  const { entityId } = record.entity;
  const live = [...seriesOf(record)];
  const endMs = live.reduce((latest, series) => Math.max(latest, series.sentMs + 1), atMs);
  for (const series of live) emitter.end(series, endMs);
  record.labels = labels;
  record.labelsKey = labelsKey;
  record.attributes = encode(labels);
  journal.touched(entityId);
  const successor = (series: Series): Series => {
    const next = factory.create(entityId, series.family, record.attributes, series.member);
    emitter.send(next, endMs, series.value);
    return next;
  };
  record.values = record.values.map(successor);
  record.ages = record.ages.map((series) => factory.create(entityId, series.family, record.attributes));
  if (record.available !== undefined) record.available = successor(record.available);
  if (record.onSince !== undefined) record.onSince = successor(record.onSince);
  record.infoSeries = undefined;
  record.labelSeries = [];
  record.areaSeries = [];
}

function exportInfo(context: ExportContext, record: ExportedEntity, info: LabelPairs, infoKey: string, atMs: number): void {
  const { emitter, encode, factory, journal } = context;
  const before = record.infoSeries;
  const endMs = before === undefined ? atMs : emitter.end(before, Math.max(atMs, before.sentMs + 1));
  record.info = info;
  record.infoKey = infoKey;
  const series = factory.create(record.entity.entityId, families.entityInfo, record.attributes);
  record.infoSeries = { ...series, own: encode(info) };
  journal.touched(record.entity.entityId);
  emitter.send(record.infoSeries, endMs, 1);
}

function exportLabelIds(context: ExportContext, record: ExportedEntity, labelIds: readonly string[], atMs: number): void {
  const { emitter, factory } = context;
  for (const series of record.labelSeries) if (!labelIds.includes(series.member ?? "")) emitter.end(series, atMs);
  record.labelSeries = labelIds.map((label) => {
    const known = record.labelSeries.find((series) => series.member === label);
    if (known !== undefined) return known;
    const series = factory.create(record.entity.entityId, families.entityLabel, record.attributes, label);
    emitter.send(series, atMs, 1);
    return series;
  });
  record.labelIds = labelIds;
}

function exportAreaRole(context: ExportContext, record: ExportedEntity, role: AreaRole, atMs: number, send: (series: Series, value: number) => void): void {
  const source = record.values.find((series) => series.family === role.from);
  const known = record.areaSeries.find((series) => series.family === role.family && series.attributes === role.attributes);
  if (source !== undefined) {
    const series = known ?? context.factory.create(role.owner, role.family, role.attributes);
    if (known === undefined) record.areaSeries.push(series);
    send(series, source.value);
  } else if (known !== undefined) {
    context.emitter.end(known, atMs);
    record.areaSeries = record.areaSeries.filter((series) => series !== known);
  }
}
