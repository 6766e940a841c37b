import { join, resolve } from "node:path";
import { systemClock } from "@tiles/kit/clock";
import { UsageError } from "@tiles/kit/command-line";
import type { Command, CommandContext } from "@tiles/kit/run-service";
import { openStateDirectory } from "@tiles/kit/state-directory";
import type { Config } from "../config.ts";
import { createExportedEntity, type ExportedEntity } from "../core/exported-entity.ts";
import { days, months, type TimeSlice } from "../core/import/time-slices.ts";
import type { LabelPairs } from "../core/series.ts";
import { deliverPast, lostPoints } from "../deliver-past.ts";
import { historyImport } from "../import-history.ts";
import { type ImportProgress, readProgress, writeProgress } from "../import-progress.ts";
import { type ImportTarget, openMetricsTarget, otlpTarget, takesSamplesOf } from "../import-target.ts";
import { oldestHistory, readStatistics } from "../long-term-statistics.ts";
import { blockCommands } from "../openmetrics/block-commands.ts";
import { visitHouse, type WatchedHouse } from "../watch-house.ts";
import { instantOption, wholeRange } from "./instants.ts";
import { nowAndThen } from "./now-and-then.ts";

const HOUR_MS = 3_600_000;
const DEFAULT_FROM = "3650d";
const PROGRESS_EVERY_MS = 5_000;
/** What was imported is in the recorder for certain: its commit interval is long over. */
const TOO_YOUNG_MS = 60_000;

interface Imported {
  hours: number;
  rows: number;
  skippedIds: number;
}

export function importHistory(version: string): Command<Config> {
  return {
    summary: "brings the recorder's history and the long-term statistics of all years into the store",
    options: {
      from: { type: "string", help: `beginning, such as 2024-01-01; ${DEFAULT_FROM} ago when it is left out` },
      to: { type: "string", help: "end; now when it is left out" },
      format: { type: "string", help: "otlp (straight into the store), openmetrics (files for blocks) or auto" },
      out: { type: "string", help: "folder for the files; import below stateDir when it is left out" },
    },
    async run(context) {
      const { config, options, logger, signal, print } = context;
      const nowMs = Date.now();
      const fromMs = instantOption("from", options["from"] ?? DEFAULT_FROM, nowMs);
      const toMs = Math.min(nowMs - TOO_YOUNG_MS, instantOption("to", options["to"] ?? "now", nowMs));
      wholeRange(fromMs, toMs);
      const format = await formatOf(context, version, fromMs);
      const out = resolve(typeof options["out"] === "string" ? options["out"] : join(config.stateDir, "import", "blocks"));
      const asked = `${String(options["from"] ?? DEFAULT_FROM)} ${String(options["to"] ?? "now")}`;
      const begin = { format, asked, fromMs, toMs };
      if (format === "otlp") {
        const { value: imported, lost } = await deliverPast({ config, version, logger, name: "import" }, signal, (delivery) =>
          visitHouse(config, signal, (found, until) => importInto(otlpTarget(delivery), context, found, begin, until)),
        );
        print(`${describe(imported)} are in the store${lostPoints(lost)}`);
      } else {
        await using _state = await openStateDirectory(join(config.stateDir, "import"), {
          name: "ha-bridge import",
          clock: systemClock,
          signal,
          logger,
        });
        const target = openMetricsTarget(out);
        const imported = await visitHouse(config, signal, (found, until) => importInto(target, context, found, begin, until));
        print(`${describe(imported)} are in ${out}\n\n${blockCommands(out, { ...config.metrics, caFile: config.metrics.trust?.caFile })}`);
      }
    },
  };
}

async function formatOf({ config, options, signal }: CommandContext<Config>, version: string, fromMs: number): Promise<ImportProgress["format"]> {
  const wanted = options["format"] ?? "auto";
  if (wanted === "otlp" || wanted === "openmetrics") return wanted;
  if (wanted !== "auto") throw new UsageError("ha-bridge", `there is no format ${String(wanted)}`, "Formats: auto, otlp, openmetrics.");
  return (await takesSamplesOf(config, version, fromMs, signal)) ? "otlp" : "openmetrics";
}

/** Slice by slice, the oldest first; what is done is written down, so that a second call goes on there. */
async function importInto(
  target: ImportTarget,
  { config, logger }: CommandContext<Config>,
  found: WatchedHouse,
  begin: Omit<ImportProgress, "historyFromMs" | "done">,
  signal: AbortSignal,
): Promise<Imported> {
  const { exporter, recorder } = found;
  const file = join(config.stateDir, "import", "progress.json");
  const entities = [...exporter.entities.values()].filter(({ present }) => present).map((record) => relabelled(record, target));
  const entityIds = entities.map(({ entity }) => entity.entityId);
  const historyFromMs = () => oldestHistory(recorder, entityIds, begin.fromMs, begin.toMs);
  let progress = (await readProgress(file, begin)) ?? { ...begin, historyFromMs: await historyFromMs(), done: [] };
  if (progress.done.length > 0) logger.info({ done: progress.done.length }, "going on where the last import ended");
  const imported: Imported = { hours: 0, rows: 0, skippedIds: 0 };
  const byId = new Map(entities.map((record) => [record.entity.entityId, record]));
  const ids = await recorder.statisticsIds();
  imported.skippedIds = ids.filter(({ id }) => !byId.has(id)).length;
  // An hour of statistics that history has a part of belongs to the history.
  const statisticsToMs = Math.min(progress.toMs, Math.floor(progress.historyFromMs / HOUR_MS) * HOUR_MS);
  const failed = (why: unknown) => logger.warn({ why }, "the logbook could not be read");
  const { facts } = exporter;
  const importDay = historyImport({ recorder, clock: systemClock, target, entities, facts, startedMs: found.startedMs, failed });
  const slices = [
    ...months(progress.fromMs, statisticsToMs).map((slice) => ({ ...slice, name: `statistics-${slice.name}`, work: statisticsOf })),
    ...days(Math.max(progress.fromMs, statisticsToMs), progress.toMs).map((slice) => ({ ...slice, name: `history-${slice.name}`, work: historyOf })),
  ];
  const told = (facts: object) => logger.info(facts, "imported");
  const toldOfNothing = nowAndThen(PROGRESS_EVERY_MS, told);
  for (const slice of slices) {
    if (progress.done.includes(slice.name)) continue;
    signal.throwIfAborted();
    const before = imported.hours + imported.rows;
    await target.begin(slice.name);
    await slice.work(slice);
    await target.finish();
    progress = { ...progress, done: [...progress.done, slice.name] };
    await writeProgress(file, progress);
    // Years before the house had a recorder are a hundred slices with nothing in them.
    const say = imported.hours + imported.rows > before ? told : toldOfNothing;
    say({ slice: slice.name, done: progress.done.length, of: slices.length, ...imported });
  }
  await writeProgress(file, { ...progress, done: [], finished: true });
  return imported;

  async function statisticsOf({ fromMs, toMs }: TimeSlice): Promise<void> {
    const point = target.statistics.bind(target);
    imported.hours += await readStatistics({ recorder, ids, entities: byId, fromMs, toMs, point, rest: () => target.rest() }, signal);
  }

  async function historyOf(slice: TimeSlice): Promise<void> {
    imported.rows += await importDay(slice, signal);
  }
}

/** The entity with its labels written as the target wants them. */
function relabelled(record: ExportedEntity, { encode }: ImportTarget): ExportedEntity {
  const copy = createExportedEntity(record.entity, true);
  const pairs = (key: string) => (key === "" ? [] : (JSON.parse(key) as LabelPairs));
  copy.labelsKey = record.labelsKey;
  copy.attributes = encode(pairs(record.labelsKey));
  copy.sets = record.sets;
  if (record.infoSeries !== undefined) copy.infoSeries = { ...record.infoSeries, attributes: copy.attributes, own: encode(pairs(record.infoKey)) };
  copy.labelSeries = record.labelSeries.map((series) => ({ ...series, attributes: copy.attributes, own: encode([["label", series.member ?? ""]]) }));
  return copy;
}

function describe({ hours, rows, skippedIds }: Imported): string {
  return `${hours} hours of statistics and ${rows} rows of history (${skippedIds} ids of statistics belong to no entity)`;
}
