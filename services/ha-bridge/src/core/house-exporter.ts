import { applyDiff, toEntity, touchesAttribute } from "./apply-changes.ts";
import { type Emitter, MAX_AHEAD_MS } from "./emitter.ts";
import type { ExportContext, ExportEvents } from "./export-context.ts";
import { endEntity, exportChange, exportCorrection, exportRefresh, exportSight, repeatEntity } from "./entity-export.ts";
import { adoptAreaRoles } from "./export-areas.ts";
import { exportLabels } from "./export-labels.ts";
import type { LabelFacts } from "./entity-labels.ts";
import { entityLabels, infoLabels, labelAttributes } from "./entity-labels.ts";
import type { CompressedDiff, EntityStore, MutableEntity } from "./entity-store.ts";
import type { AreaRole, ExportedEntity } from "./exported-entity.ts";
import { createExportedEntity, seriesOf } from "./exported-entity.ts";
import type { Journal } from "./journal.ts";
import type { HouseFacts } from "./mapping/domain-mapping.ts";
import { createCollected } from "./observations.ts";
import type { OnSince, Sighting } from "./on-since.ts";
import { isSeamless, type NewStretch } from "./refill/stretch.ts";
import type { EncodeLabels, LabelPairs, Series } from "./series.ts";
import type { SeriesFactory } from "./series-factory.ts";
import { usToMs } from "./time.ts";

/** Of this many that were removed it is known when: they may come back, as at a reload of their integration. */
const MAX_REMOVED = 10_000;

/** What a whole look at the house said, and when it was asked for. */
export interface Snapshot {
  readonly entities: EntityStore;
  readonly askedMs: number;
  /** Home Assistant was RUNNING when it was asked: what is missing is gone. While it starts, most is missing. */
  readonly complete: boolean;
  /** Home Assistant was restarted since the house was known last; it forgets `last_changed` then. */
  readonly restarted: boolean;
}

/** When the labels of an entity changed, as far as the registry events said. */
export type ChangedAt = (entityId: string, deviceId: string | undefined) => number;

/**
 * Turns what Home Assistant says into points. Every method is one step at `nowMs`; nothing in here waits.
 * Times are milliseconds of Home Assistant's clock for its changes and of ours for what we asked.
 */
export interface HouseExporter {
  readonly entities: ReadonlyMap<string, ExportedEntity>;
  snapshot(snapshot: Snapshot, nowMs: number): void;
  /** An entity that was not there before. */
  added(entityId: string, compressed: unknown, nowMs: number): boolean;
  /** False when the entity is not known or the message has not the shape of a change. */
  changed(entityId: string, diff: unknown, nowMs: number): boolean;
  removed(entityId: string, atMs: number, nowMs: number): void;
  renamed(before: string, after: string, atMs: number, nowMs: number): void;
  /** Registries are others now. */
  relabel(labels: LabelFacts, changedAt: ChangedAt, nowMs: number): void;
  /** The house's own facts are others now. */
  house(facts: HouseFacts, nowMs: number): void;
  /** Which entities stand for an area. */
  areaRoles(roles: ReadonlyMap<string, readonly AreaRole[]>, nowMs: number): void;
  /** Facts beside the state of this entity changed. */
  refresh(entityId: string, nowMs: number): void;
  /** What polling alone tells: when each entity last reported, changed or not. Returns ids whose change we missed. */
  reported(states: readonly ReportedState[], askedMs: number, nowMs: number): string[];
  /** Everything up to `settledMs` is known; repeats may be stamped with it. */
  settle(settledMs: number): void;
  /** The connection is lost: what is seen next comes after a gap. */
  lost(): void;
  /** Home Assistant is down: nothing about its entities can be said any more. */
  down(nowMs: number): void;
  /** Repeats the entities of one slice of the heartbeat. */
  repeat(slice: number, nowMs: number): void;
  /** Says what every entity is now, to a store that has not heard of it while it was away. */
  again(nowMs: number): void;
  /** By its history the entity that was seen first at `seenUs` after a gap is on since another time. */
  corrected(entityId: string, seenUs: number, since: OnSince, nowMs: number): void;
  /** What the past is exported with: the house as it is now. */
  readonly facts: Pick<ExportContext, "labelFacts" | "houseFacts" | "events">;
  readonly provenMs: number;
  readonly seriesCount: number;
}

export interface ReportedState {
  readonly entity: MutableEntity;
  readonly reportedUs: number;
}

export interface HouseExporterOptions {
  readonly emitter: Emitter;
  readonly journal: Journal;
  readonly factory: SeriesFactory;
  readonly encode: EncodeLabels;
  readonly labels: LabelFacts;
  readonly house: HouseFacts;
  readonly events: ExportEvents;
  /** What the ledger remembers. */
  readonly remembered: Map<string, ExportedEntity>;
  /** Up to when the house was known in the life before this one. */
  readonly provenMs: number;
  /** Into how many slices the repeats of one heartbeat are spread. */
  readonly slices: number;
  /** A stretch of an entity's past that we did not see. */
  missed(stretch: NewStretch): void;
}

export function createHouseExporter(options: HouseExporterOptions): HouseExporter {
  const { emitter, journal } = options;
  const removedAtMs = new Map<string, number>();
  const factory: SeriesFactory = { ...options.factory, create: (owner, ...rest) => afterItsEnd(owner, options.factory.create(owner, ...rest)) };
  const context: ExportContext = { ...options, factory, collected: createCollected(), labelFacts: options.labels, houseFacts: options.house };
  const records = options.remembered;
  const slices: ExportedEntity[][] = Array.from({ length: options.slices }, () => []);
  const sliceOf = new Map<string, number>();
  let nextSlice = 0;
  for (const record of records.values()) spread(record);

  // Rises with every gap in our knowledge; a record that was seen before the newest one is seen "after a gap".
  let gap = 0;
  let sightedGap = -1;
  let roles: ReadonlyMap<string, readonly AreaRole[]> = new Map();
  let gapSighting: Extract<Sighting, { kind: "afterGap" }> = { kind: "afterGap", goneUs: options.provenMs * 1000, restarted: false };
  let settledMs = options.provenMs;
  let newestChangeMs = 0;
  // Until a look at the running house was complete, an entity that we see for the first time need not be a new one.
  let settling = true;

  return {
    entities: records,
    snapshot({ entities, askedMs, complete, restarted }, nowMs) {
      emitter.nowMs = nowMs;
      // While Home Assistant starts there are two looks after one gap.
      const isSecond = sightedGap === gap;
      gapSighting = isSecond
        ? { ...gapSighting, restarted: gapSighting.restarted || restarted }
        : { kind: "afterGap", goneUs: provenMs() * 1000, restarted };
      sightedGap = gap;
      settle(askedMs);
      settling = true;
      for (const entity of entities.values()) sight(entity, askedMs);
      if (!complete) return;
      settling = false;
      for (const record of records.values()) {
        if (entities.has(record.entity.entityId)) continue;
        if (record.gap !== gap) missed(record, null, askedMs);
        forget(record, (series) => series.sentMs + 1);
      }
    },
    added(entityId, compressed, nowMs) {
      emitter.nowMs = nowMs;
      const entity = toEntity(entityId, compressed);
      if (entity === undefined) return false;
      sight(entity, Math.min(usToMs(entity.lastUpdatedUs), nowMs));
      return true;
    },
    changed(entityId, diff, nowMs) {
      emitter.nowMs = nowMs;
      const record = records.get(entityId);
      if (record === undefined || !record.present) return false;
      if (applyDiff(record.entity, diff) === "malformed") return false;
      const changedMs = usToMs(record.entity.lastUpdatedUs);
      if (changedMs > newestChangeMs && changedMs <= nowMs) newestChangeMs = changedMs;
      if (touchesAttribute(diff as CompressedDiff, labelAttributes)) exportLabels(context, record, emitter.believable(changedMs));
      exportChange(context, record, sightingOf(record));
      record.gap = gap;
      return true;
    },
    removed(entityId, atMs, nowMs) {
      emitter.nowMs = nowMs;
      const record = records.get(entityId);
      if (record !== undefined) forget(record, () => atMs);
    },
    renamed(before, after, atMs, nowMs) {
      emitter.nowMs = nowMs;
      const record = records.get(before);
      if (record === undefined || records.get(after)?.present === true) return;
      const endedMs = endEntity(context, record, () => atMs);
      unspread(record);
      records.delete(before);
      journal.dropped(before);
      const successor = createExportedEntity({ ...record.entity, entityId: after }, false);
      successor.since = record.since;
      successor.sets = record.sets;
      successor.gap = gap;
      successor.successorAtMs = Math.max(endedMs, atMs);
      records.set(after, successor);
      spread(successor);
      journal.touched(after);
    },
    relabel(labels, changedAt, nowMs) {
      emitter.nowMs = nowMs;
      context.labelFacts = labels;
      for (const record of records.values()) {
        if (!record.present) continue;
        const { entityId } = record.entity;
        exportLabels(context, record, emitter.believable(changedAt(entityId, labels.registries.entities.get(entityId)?.deviceId)));
      }
    },
    house(facts, nowMs) {
      emitter.nowMs = nowMs;
      context.houseFacts = facts;
      for (const record of records.values()) if (record.present) exportRefresh(context, record, nowMs);
    },
    areaRoles(next, nowMs) {
      emitter.nowMs = nowMs;
      roles = next;
      for (const record of records.values()) {
        if (record.present && adoptAreaRoles(context, record, roles.get(record.entity.entityId) ?? [], nowMs)) exportRefresh(context, record, nowMs);
      }
    },
    refresh(entityId, nowMs) {
      emitter.nowMs = nowMs;
      const record = records.get(entityId);
      if (record?.present === true) exportRefresh(context, record, nowMs);
    },
    reported(states, askedMs, nowMs) {
      emitter.nowMs = nowMs;
      const missed: string[] = [];
      for (const { entity, reportedUs } of states) {
        const record = records.get(entity.entityId);
        if (record?.present !== true || record.entity.lastUpdatedUs < entity.lastUpdatedUs) {
          missed.push(entity.entityId);
          sight(entity, askedMs);
        }
        const known = records.get(entity.entityId);
        if (known !== undefined) known.reportedUs = reportedUs;
      }
      return missed;
    },
    settle,
    lost() {
      gap += 1;
    },
    down(nowMs) {
      emitter.nowMs = nowMs;
      const endMs = provenMs() + 1;
      for (const record of records.values()) {
        const endedMs = endEntity(context, record, () => endMs);
        if (endedMs > 0) record.endedMs = endedMs;
        record.present = false;
      }
    },
    repeat(slice, nowMs) {
      emitter.nowMs = nowMs;
      for (const record of slices[slice % slices.length] ?? []) if (record.present) repeatEntity(context, record, settledMs);
    },
    again(nowMs) {
      emitter.nowMs = nowMs;
      for (const record of records.values()) if (record.present) repeatEntity(context, record, settledMs, "again");
    },
    corrected(entityId, seenUs, since, nowMs) {
      emitter.nowMs = nowMs;
      const record = records.get(entityId);
      if (record?.present === true) exportCorrection(context, record, seenUs, since, nowMs);
    },
    facts: context,
    get provenMs() {
      return provenMs();
    },
    get seriesCount() {
      let count = 0;
      for (const record of records.values()) for (const _series of seriesOf(record)) count += 1;
      return count;
    },
  };

  function settle(atMs: number): void {
    // Our clock, or that of Home Assistant, was set back: what was proven of the hours to come is void.
    const isBack = settledMs > atMs + MAX_AHEAD_MS;
    if (isBack) newestChangeMs = Math.min(newestChangeMs, atMs);
    settledMs = isBack ? atMs : Math.max(settledMs, atMs);
  }

  /** The newest instant up to which we know the house: a proof by ping, or a change that reached us. */
  function provenMs(): number {
    return Math.max(settledMs, newestChangeMs);
  }

  function sightingOf(record: ExportedEntity): Sighting {
    return record.gap === gap ? { kind: "live" } : gapSighting;
  }

  function sight(entity: MutableEntity, askedMs: number): void {
    let record = records.get(entity.entityId);
    if (record === undefined) {
      record = createExportedEntity(entity, true);
      records.set(entity.entityId, record);
      spread(record);
    }
    // The answer to a question can be overtaken by changes that came in the same frame behind it.
    if (record.present && record.gap === gap && entity.lastUpdatedUs < record.entity.lastUpdatedUs) return;
    const sampledBefore = record.sampledUs === entity.lastUpdatedUs;
    const sighting = sightingOf(record);
    const isLive = record.present && sampledBefore && record.gap === gap;
    if (record.gap !== gap && (settling || record.gap >= 0 || record.sampledUs > 0)) {
      missed(record, entity.lastUpdatedUs, Math.max(askedMs, usToMs(entity.lastUpdatedUs)));
    }
    record.endedMs = undefined;
    record.entity = entity;
    record.present = true;
    exportLabels(context, record, labelsFrom(record, askedMs));
    adoptAreaRoles(context, record, roles.get(entity.entityId) ?? [], askedMs);
    if (!isLive) exportSight(context, record, askedMs, sighting, !sampledBefore);
    record.gap = gap;
    removedAtMs.delete(entity.entityId);
  }

  /** The end may bear the time at which we heard of it, which lies behind the time of the entity's return. */
  function afterItsEnd(owner: string, series: Series): Series {
    const endedMs = removedAtMs.get(owner);
    if (endedMs === undefined) return series;
    series.sentMs = endedMs;
    series.value = Number.NaN;
    return series;
  }

  function missed(record: ExportedEntity, beforeUs: number | null, toMs: number): void {
    if (gapSighting.goneUs <= 0) return;
    let fromMs = Number.POSITIVE_INFINITY;
    for (const { sentMs } of seriesOf(record)) if (sentMs > 0) fromMs = Math.min(fromMs, sentMs);
    const ended = fromMs === Number.POSITIVE_INFINITY;
    const { attributes, entityId } = record.entity;
    const { goneUs } = gapSighting;
    // A change of the hours to come is one of a clock that was wrong: it says nothing of what is known.
    const isKnown = record.sampledUs > 0 && record.sampledUs <= goneUs + MAX_AHEAD_MS * 1000;
    const stretch: NewStretch = {
      entityId,
      afterUs: isKnown ? record.sampledUs : goneUs,
      beforeUs,
      fromMs: ended ? (record.endedMs ?? usToMs(goneUs)) : fromMs,
      toMs,
      ended,
      ...(record.since && { since: record.since }),
      ...(beforeUs === null && {
        gone: {
          labels: record.labelsKey === "" ? entityLabels(entityId, attributes, context.labelFacts) : (JSON.parse(record.labelsKey) as LabelPairs),
          info: record.infoKey === "" ? infoLabels(entityId, attributes, context.labelFacts) : (JSON.parse(record.infoKey) as LabelPairs),
        },
      }),
    };
    if (!isSeamless(stretch)) options.missed(stretch);
  }

  // Labels that changed while we were away end right after the last sample; new ones begin with the first.
  function labelsFrom(record: ExportedEntity, askedMs: number): number {
    let lastMs = 0;
    for (const series of seriesOf(record)) lastMs = Math.max(lastMs, series.sentMs);
    return lastMs === 0 ? (record.successorAtMs ?? askedMs) : lastMs + 1;
  }

  function forget(record: ExportedEntity, atMs: (series: Series) => number): void {
    const { entityId } = record.entity;
    removedAtMs.set(entityId, endEntity(context, record, atMs));
    if (removedAtMs.size > MAX_REMOVED) removedAtMs.clear();
    unspread(record);
    records.delete(entityId);
    journal.dropped(entityId);
  }

  function spread(record: ExportedEntity): void {
    const slice = nextSlice++ % slices.length;
    sliceOf.set(record.entity.entityId, slice);
    slices[slice]?.push(record);
  }

  function unspread(record: ExportedEntity): void {
    const slice = slices[sliceOf.get(record.entity.entityId) ?? -1];
    sliceOf.delete(record.entity.entityId);
    if (slice !== undefined) slice.splice(slice.indexOf(record), 1);
  }
}
