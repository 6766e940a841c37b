import { systemClock } from "@tiles/kit/clock";
import { AppError } from "@tiles/kit/errors";
import type { Command, CommandContext } from "@tiles/kit/run-service";
import type { Config } from "../config.ts";
import type { ExportedEntity } from "../core/exported-entity.ts";
import { createJournal } from "../core/journal.ts";
import { firstSize, resized } from "../core/plan-backfill.ts";
import { createReplay, type Past, type Replay } from "../core/refill/replay.ts";
import { createSeriesFactory } from "../core/series-factory.ts";
import { deliverPast, lostPoints, type PastDelivery } from "../deliver-past.ts";
import { oldestHistory, readStatistics, statisticsSink } from "../long-term-statistics.ts";
import { encodeAttributes } from "../otlp/attributes.ts";
import { readRuns, replayPast } from "../replay-past.ts";
import { visitHouse, type WatchedHouse } from "../watch-house.ts";
import { instantOption, wholeRange } from "./instants.ts";

const PROGRESS_EVERY_MS = 5_000;

export function backfill(version: string): Command<Config> {
  return {
    summary: "fills a range of the past from Home Assistant's recorder, beside run or without it",
    options: {
      from: { type: "string", help: "beginning of the range, such as 2026-11-22T18:00:00Z or 3h (ago)" },
      to: { type: "string", help: "end of the range; now when it is left out" },
    },
    async run(context) {
      const nowMs = Date.now();
      const fromMs = instantOption("from", context.options["from"], nowMs);
      const toMs = Math.min(nowMs, instantOption("to", context.options["to"] ?? "now", nowMs));
      const range = wholeRange(fromMs, toMs);
      const { config, logger, signal } = context;
      const { value: filled, lost } = await deliverPast({ config, version, logger, name: "backfill" }, signal, (past) => {
        if (past.window.kind === "none") throw noWindow(config);
        return visitHouse(config, signal, (found, until) => fillRange(context, found, past, range, until));
      });
      context.print(
        `${filled.rows} rows of ${filled.entities} entities between ${iso(fromMs)} and ${iso(toMs)} are in the store, in ${filled.points} points${lostPoints(lost)}` +
          (filled.hours === 0
            ? ""
            : `; and ${filled.hours} hours of statistics of the time before ${iso(filled.historyFromMs)}, which the recorder has forgotten`),
      );
    },
  };
}

interface Filled {
  /** Before it there are only hourly statistics. */
  historyFromMs: number;
  hours: number;
  entities: number;
  rows: number;
  points: number;
}

async function fillRange(
  { logger }: CommandContext<Config>,
  { exporter, recorder, startedMs }: WatchedHouse,
  delivery: PastDelivery,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  signal: AbortSignal,
): Promise<Filled> {
  const factory = createSeriesFactory(1, createJournal(), encodeAttributes);
  const waiting = [...exporter.entities.values()].filter(({ present }) => present);
  const all = waiting.length;
  const entityIdsOfAll = waiting.map(({ entity }) => entity.entityId);
  const historyFromMs = await oldestHistory(recorder, entityIdsOfAll, fromMs, toMs);
  const filled: Filled = { historyFromMs, hours: 0, entities: 0, rows: 0, points: 0 };
  if (historyFromMs > fromMs) {
    const ids = await recorder.statisticsIds();
    const point = statisticsSink(delivery.sink, encodeAttributes);
    const rest = () => delivery.flush();
    filled.hours = await readStatistics({ recorder, ids, entities: exporter.entities, fromMs, toMs: historyFromMs, point, rest }, signal);
  }
  let size = firstSize;
  let saidAtMs = systemClock.monotonicMs();
  while (waiting.length > 0) {
    const batch = waiting.splice(0, size.entities);
    const entityIds = batch.map(({ entity }) => entity.entityId);
    const runs = await readRuns({
      recorder,
      fromMs,
      toMs,
      startedMs,
      entityIds,
      failed: (why) => logger.warn({ why }, "the logbook could not be read"),
    });
    // Nothing of the range is known to have samples: it begins with what was in force then.
    const past: Past = { afterUs: fromMs * 1000, beforeUs: Number.POSITIVE_INFINITY, fromMs: fromMs - 1, toMs, ended: true };
    const replay = (template: ExportedEntity): Replay =>
      createReplay({ context: exporter.facts, factory, sink: delivery.sink, template, past, runs, notBeforeMs: Number.NEGATIVE_INFINITY });
    const entities = batch.map((record) => ({ entityId: record.entity.entityId, toMs, replay: replay(record) }));
    await replayPast(
      {
        recorder,
        clock: systemClock,
        fromMs,
        toMs,
        entities,
        sliceMs: () => size.sliceMs,
        async replayed(_untilMs, rows) {
          size = resized(size, rows);
          await delivery.flush();
        },
      },
      signal,
    );
    filled.entities += batch.length;
    for (const one of entities) {
      filled.rows += one.replay.rows;
      filled.points += one.replay.points;
    }
    if (systemClock.monotonicMs() - saidAtMs > PROGRESS_EVERY_MS) {
      saidAtMs = systemClock.monotonicMs();
      logger.info({ ...filled, of: all }, "filling the past");
    }
  }
  return filled;
}

function noWindow(config: Config): AppError {
  return new AppError({
    code: "BRIDGE_STORE_NO_WINDOW",
    thing: config.metrics.endpoint,
    tried: "filling the past",
    cameBack: "the store takes no samples that are older than the newest of their series",
    whatToDo: "Give it an out-of-order window (docs/backends.md), or make blocks with ha-bridge import",
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
