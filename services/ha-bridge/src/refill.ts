import type { Clock } from "@tiles/kit/clock";
import { AppError, codeOf } from "@tiles/kit/errors";
import { type Backfill, endMs, firstSize, halved, isCommitted, planBackfill, resized } from "./core/plan-backfill.ts";
import { createExportedEntity, type ExportedEntity } from "./core/exported-entity.ts";
import { domainOf } from "./core/entity.ts";
import { entityLabels } from "./core/entity-labels.ts";
import type { HouseExporter } from "./core/house-exporter.ts";
import type { HistoryRow } from "./core/history.ts";
import { createReplay, type Replay } from "./core/refill/replay.ts";
import type { Run } from "./core/refill/runs.ts";
import type { Stretch } from "./core/refill/stretch.ts";
import type { Stretches } from "./core/refill/stretches.ts";
import { families } from "./core/catalogue.ts";
import type { EncodeLabels, PointSink } from "./core/series.ts";
import type { SeriesFactory } from "./core/series-factory.ts";
import { readStatistics, statisticsSink } from "./long-term-statistics.ts";
import type { Recorder } from "./ports.ts";
import { readRuns, replayPast } from "./replay-past.ts";

/** Home Assistant's commit interval is 5 s by default; asking earlier would only cost a second question. */
const COMMIT_LAG_MS = 5_500;
/** After this the recorder is taken to have no more: it may be off, or may have lost what we saw. */
const COMMIT_GIVE_UP_MS = 75_000;
/** The past waits while so much of it waits to be sent already. */
const MAX_WAITING_POINTS = 300_000;
const RETRY_MS = 5_000;
/** For so long gaps are kept for a house whose history is not there. */
const WITHOUT_HISTORY_MS = 24 * 3_600_000;
/** What was too much for the recorder is not tried again sooner. */
const SMALLER_FOR_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
/** The store's window moves on while points wait. */
const WINDOW_MARGIN_MS = 3_600_000;

export interface RefillEvents {
  refillBegun(entities: number, fromMs: number, toMs: number): void;
  refillProgress(waiting: number): void;
  refillDone(done: { readonly entities: number; readonly rows: number; readonly points: number }): void;
  refillFailed(why: unknown): void;
  refillImpossible(entities: number, why: "store_has_no_window" | "house_has_no_history"): void;
}

export interface RefillOptions {
  readonly stretches: Stretches;
  readonly exporter: HouseExporter;
  readonly factory: SeriesFactory;
  readonly encode: EncodeLabels;
  readonly sink: PointSink;
  readonly clock: Clock;
  readonly events: RefillEvents;
  /** When the Home Assistant of today was started. */
  startedMs(): number | undefined;
  /** How far back the store takes samples; undefined while that is not known, 0 when it takes none out of order. */
  windowMs(): number | undefined;
  waitingPoints(): number;
  /** Makes durable what was written. */
  flush(): Promise<void>;
}

export interface Refill {
  /** Whom to ask: the connection that is open, or nobody. */
  ask(recorder: Recorder | undefined): void;
  run(signal: AbortSignal): Promise<void>;
  readonly counts: { readonly rows: number; readonly points: number };
}

/**
 * Fills gaps from Home Assistant's recorder, beside what is live: small questions with rests between, one slice after
 * the other, and what is filled is written down with its points.
 */
export function createRefill(options: RefillOptions): Refill {
  const { stretches, clock, events } = options;
  const counts = { rows: 0, points: 0 };
  let recorder: Recorder | undefined;
  let asked = Promise.withResolvers<void>();
  let size = firstSize;
  let mayGrowAtMs = Number.NEGATIVE_INFINITY;

  return {
    counts,
    ask(next) {
      recorder = next;
      if (next === undefined) asked = Promise.withResolvers();
      else asked.resolve();
    },
    async run(signal) {
      let done = { entities: 0, rows: 0, points: 0 };
      let begun = false;
      while (!signal.aborted) {
        try {
          if (stretches.size === 0 && done.entities > 0) {
            events.refillDone(done);
            done = { entities: 0, rows: 0, points: 0 };
            begun = false;
          }
          await stretches.any(signal);
          await orAborted(asked.promise, signal);
          const windowMs = options.windowMs();
          if (windowMs === undefined) {
            await clock.sleep(RETRY_MS, signal);
            continue;
          }
          if (windowMs === 0) {
            giveUp("store_has_no_window");
            begun = false;
            continue;
          }
          const plan = planBackfill(stretches, size);
          if (plan === undefined || recorder === undefined) continue;
          if (!begun) events.refillBegun(stretches.size, plan.fromMs, plan.toMs);
          begun = true;
          const filled = await fill(plan, recorder, clock.now() - windowMs + WINDOW_MARGIN_MS, signal);
          done = { entities: done.entities + plan.stretches.length, rows: done.rows + filled.rows, points: done.points + filled.points };
          counts.rows += filled.rows;
          counts.points += filled.points;
          events.refillProgress(stretches.size);
        } catch (error) {
          if (signal.aborted) return;
          // A restart may bring it, if its database only came too late; a day is enough to see to that.
          if (isWithoutHistory(error)) giveUp("house_has_no_history", clock.now() - WITHOUT_HISTORY_MS);
          // That the connection was lost is said already; it goes on when there is another one.
          if (recorder !== undefined) events.refillFailed(error);
          if (codeOf(error) !== "BRIDGE_HA_LOST") {
            size = halved(size);
            mayGrowAtMs = clock.monotonicMs() + SMALLER_FOR_MS;
          }
          await clock.sleep(RETRY_MS, signal).catch(() => undefined);
        }
      }
    },
  };

  function giveUp(why: Parameters<RefillEvents["refillImpossible"]>[1], upToMs = Number.POSITIVE_INFINITY): void {
    const over = [...stretches].filter(({ toMs }) => toMs < upToMs);
    if (over.length > 0) events.refillImpossible(over.length, why);
    for (const stretch of over) stretches.close(stretch);
  }

  async function fill(plan: Backfill, from: Recorder, notBeforeMs: number, signal: AbortSignal): Promise<{ rows: number; points: number }> {
    const { fromMs, toMs } = plan;
    await clock.sleep(Math.max(0, toMs + COMMIT_LAG_MS - clock.now()), signal);
    const entityIds = plan.stretches.map(({ entityId }) => entityId);
    const runs = await readRuns({ recorder: from, fromMs, toMs, startedMs: options.startedMs(), entityIds, failed: events.refillFailed });
    const forgotten: { readonly stretch: Stretch; readonly untilMs: number }[] = [];
    const replays = plan.stretches.map((stretch) => ({ stretch, replay: replayOf(stretch, runs, notBeforeMs) }));
    await replayPast(
      {
        recorder: from,
        clock,
        fromMs,
        toMs,
        entities: replays.map(({ stretch, replay }) => ({
          entityId: stretch.entityId,
          toMs: endMs(stretch),
          replay,
          start: unchangedSince(stretch),
          unknownUntil: (firstMs) => void forgotten.push({ stretch, untilMs: firstMs ?? stretch.toMs }),
        })),
        sliceMs: () => size.sliceMs,
        isCommitted: (found, query) => isCommitted(plan.stretches, found, query.fromMs, query.toMs) || clock.now() > toMs + COMMIT_GIVE_UP_MS,
        async replayed(untilMs, rows) {
          const next = resized(size, rows);
          if (next.entities <= size.entities || clock.monotonicMs() >= mayGrowAtMs) size = next;
          await hoursOf(forgotten.splice(0), from, notBeforeMs, signal);
          for (const { stretch, replay } of replays) writtenDown(stretch, replay, untilMs);
          await options.flush();
          while (options.waitingPoints() > MAX_WAITING_POINTS) await clock.sleep(1_000, signal);
        },
      },
      signal,
    );
    return { rows: sum(replays.map(({ replay }) => replay.rows)), points: sum(replays.map(({ replay }) => replay.points)) };
  }

  /** What the recorder has forgotten already is there as hourly statistics, of what has some. */
  async function hoursOf(
    forgotten: readonly { readonly stretch: Stretch; readonly untilMs: number }[],
    from: Recorder,
    notBeforeMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const sinceMs = ({ fromMs }: Stretch) => Math.max(fromMs, notBeforeMs);
    const long = forgotten.filter(({ stretch, untilMs }) => untilMs - sinceMs(stretch) >= HOUR_MS);
    if (long.length === 0) return;
    const ids = await from.statisticsIds();
    for (const { stretch, untilMs } of long) {
      const entity = options.exporter.entities.get(stretch.entityId);
      const own = ids.filter(({ id }) => id === stretch.entityId);
      if (entity === undefined || own.length === 0) continue;
      const point = statisticsSink(options.sink, options.encode);
      const entities = new Map([[stretch.entityId, entity]]);
      const range = { fromMs: sinceMs(stretch), toMs: untilMs };
      await readStatistics({ recorder: from, ids: own, entities, ...range, clock, point, rest: async () => undefined }, signal);
    }
  }

  /** Of what is done, and of what is left, the ledger hears with the points. */
  function writtenDown(stretch: Stretch, replay: Replay, untilMs: number): void {
    if (!stretches.has(stretch)) return;
    if (untilMs < endMs(stretch)) return stretches.shorten(stretch, replay.rest);
    stretches.close(stretch);
    const { since } = replay;
    if (since !== undefined && stretch.beforeUs !== null) options.exporter.corrected(stretch.entityId, stretch.beforeUs, since, clock.now());
  }

  /** An entity that did not change was what it is, whether it is recorded or not. */
  function unchangedSince({ entityId, beforeUs, afterUs }: Stretch): HistoryRow | undefined {
    const entity = options.exporter.entities.get(entityId)?.entity;
    const isUnchanged = entity !== undefined && beforeUs !== null && beforeUs <= afterUs && entity.lastUpdatedUs === beforeUs;
    return isUnchanged ? entity : undefined;
  }

  function replayOf(stretch: Stretch, runs: readonly Run[], notBeforeMs: number): Replay {
    const { exporter, factory, sink } = options;
    const known = exporter.entities.get(stretch.entityId);
    const template = known?.present === true ? known : goneEntity(stretch);
    // Runs up to the beginning of this stretch do not concern it.
    const own = runs.filter((run) => run.end === "goesOn" || run.toMs > stretch.fromMs);
    return createReplay({ context: exporter.facts, factory, sink, template, past: stretch, runs: own, notBeforeMs });
  }

  function goneEntity({ entityId, gone, afterUs }: Stretch): ExportedEntity {
    const entity = { entityId, domain: domainOf(entityId), state: "unknown", attributes: {}, lastChangedUs: afterUs, lastUpdatedUs: afterUs };
    const record = createExportedEntity(entity, true);
    record.attributes = options.encode(gone?.labels ?? entityLabels(entityId, {}, options.exporter.facts.labelFacts));
    if (gone !== undefined)
      record.infoSeries = { ...options.factory.untracked(families.entityInfo, record.attributes), own: options.encode(gone.info), value: 1 };
    return record;
  }
}

// It is part of the default configuration, but a house may have left it out.
function isWithoutHistory(error: unknown): boolean {
  return error instanceof AppError && error.code === "BRIDGE_HA_COMMAND" && error.cameBack.startsWith("unknown_command");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

async function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
