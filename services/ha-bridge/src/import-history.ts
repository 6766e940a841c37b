import type { Clock } from "@tiles/kit/clock";
import type { ExportContext } from "./core/export-context.ts";
import type { ExportedEntity } from "./core/exported-entity.ts";
import type { TimeSlice } from "./core/import/time-slices.ts";
import { createJournal } from "./core/journal.ts";
import type { OnSince } from "./core/on-since.ts";
import { createReplay, type Past } from "./core/refill/replay.ts";
import { createSeriesFactory } from "./core/series-factory.ts";
import type { ImportTarget } from "./import-target.ts";
import type { Recorder } from "./ports.ts";
import { readRuns, replayPast } from "./replay-past.ts";

export interface HistoryImportOptions {
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly target: Pick<ImportTarget, "encode" | "sink" | "rest">;
  /** Labelled as the target wants them. */
  readonly entities: readonly ExportedEntity[];
  readonly facts: Pick<ExportContext, "labelFacts" | "houseFacts" | "events">;
  /** When the Home Assistant of today was started. */
  readonly startedMs: number;
  /** The logbook could not be read. */
  failed(why: unknown): void;
}

const ENTITIES = 50;
const SLICE_MS = 3_600_000;

/** Reads the recorder day by day, the oldest first, into a target; each call returns how many rows there were. */
export function historyImport({ recorder, clock, target, entities, facts, startedMs, failed }: HistoryImportOptions) {
  // The recorder says of what was on at midnight that it is so since midnight.
  const since = new Map<string, OnSince>();

  return async ({ fromMs, toMs }: Pick<TimeSlice, "fromMs" | "toMs">, signal: AbortSignal): Promise<number> => {
    let rows = 0;
    const factory = createSeriesFactory(1, createJournal(), target.encode);
    for (let index = 0; index < entities.length; index += ENTITIES) {
      const batch = entities.slice(index, index + ENTITIES);
      const entityIds = batch.map(({ entity }) => entity.entityId);
      const runs = await readRuns({ recorder, fromMs, toMs, startedMs, entityIds, failed });
      const past: Past = { afterUs: fromMs * 1000, beforeUs: Number.POSITIVE_INFINITY, fromMs: fromMs - 1, toMs, ended: true };
      const replays = batch.map((template) => {
        const { entityId } = template.entity;
        const own = { ...past, since: since.get(entityId) };
        const replay = createReplay({ context: facts, factory, sink: target.sink, template, past: own, runs, notBeforeMs: fromMs });
        return { entityId, toMs, replay };
      });
      const replayed = async () => await target.rest();
      await replayPast({ recorder, clock, fromMs, toMs, entities: replays, sliceMs: () => SLICE_MS, replayed }, signal);
      for (const { entityId, replay } of replays) {
        rows += replay.rows;
        if (replay.rest.since === undefined) since.delete(entityId);
        else since.set(entityId, replay.rest.since);
      }
    }
    return rows;
  };
}
