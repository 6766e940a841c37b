import { systemClock } from "@tiles/kit/clock";
import { UsageError } from "@tiles/kit/command-line";
import { parseDuration } from "@tiles/kit/duration";
import type { Command, CommandContext } from "@tiles/kit/run-service";
import type { Config } from "../config.ts";
import { type AuditCounts, compareEntity, type Difference, noCounts } from "../core/audit/compare.ts";
import { recordedSeries } from "../core/audit/recorded-series.ts";
import { domainOf } from "../core/entity.ts";
import { createJournal } from "../core/journal.ts";
import { mappingFor } from "../core/mapping/index.ts";
import { type BackfillSize, resized } from "../core/plan-backfill.ts";
import { createReplay, type Past } from "../core/refill/replay.ts";
import { createSeriesFactory } from "../core/series-factory.ts";
import { encodeAttributes } from "../otlp/attributes.ts";
import type { StoreQuery } from "../query/prometheus-api.ts";
import { readRuns, replayPast } from "../replay-past.ts";
import { openStoreQuery } from "../store-query.ts";
import { storedSamples } from "../stored-samples.ts";
import { visitHouse, type WatchedHouse } from "../watch-house.ts";
import { instantOption } from "./instants.ts";

/** What is younger may not be in the recorder (commit interval) or shown by the store (VictoriaMetrics hides 30 s) yet. */
const TOO_YOUNG_MS = 40_000;
const SHOWN_DIFFERENCES = 20;
const PROGRESS_EVERY_MS = 5_000;
/** Entities at once, and the length of one question to the recorder. */
const FIRST_SIZE: BackfillSize = { entities: 20, sliceMs: 3_600_000 };

interface Findings {
  readonly counts: AuditCounts;
  readonly first: Difference[];
}

export function audit(version: string): Command<Config> {
  return {
    summary: "compares the recorder of this house with the store, both ways",
    options: {
      last: { type: "string", help: "how far back, such as 24h" },
      to: { type: "string", help: "from when back, such as 2026-11-22T18:00:00Z or 3h (ago); now when it is left out" },
    },
    async run(context) {
      const { config, options, signal, print } = context;
      const lastMs = parseDuration(typeof options["last"] === "string" ? options["last"] : "24h");
      if (lastMs === undefined)
        throw new UsageError("ha-bridge", `--last ${String(options["last"])} is no duration`, "Write one such as 24h or 90m.");
      await using stack = new AsyncDisposableStack();
      const store = openStoreQuery(config, version, stack);
      const nowMs = Date.now();
      const toMs = Math.min(nowMs - TOO_YOUNG_MS, instantOption("to", options["to"] ?? "now", nowMs));
      const range = { fromMs: toMs - lastMs, toMs };
      const findings = await visitHouse(config, signal, (found, until) => auditHouse(context, found, store, range, until));
      print(describe(findings, range, context.configPath));
      return findings.counts.missing + findings.counts.extra === 0 ? 0 : 1;
    },
  };
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

async function auditHouse(
  { config, logger }: CommandContext<Config>,
  found: WatchedHouse,
  store: StoreQuery,
  range: Range,
  signal: AbortSignal,
): Promise<Findings> {
  const { exporter, recorder, startedMs } = found;
  const instance = config.homeAssistant.name;
  const findings: Findings = { counts: noCounts(), first: [] };
  const waiting = [...exporter.entities.values()].filter(({ present }) => present);
  const all = waiting.length;
  let size = FIRST_SIZE;
  let saidAtMs = systemClock.monotonicMs();
  while (waiting.length > 0) {
    const batch = waiting.splice(0, size.entities);
    const entityIds = batch.map(({ entity }) => entity.entityId);
    const runs = await readRuns({ recorder, ...range, startedMs, entityIds, failed: (why) => logger.warn({ why }, "the logbook could not be read") });
    const factory = createSeriesFactory(1, createJournal(), encodeAttributes);
    const past: Past = { afterUs: range.fromMs * 1000, beforeUs: Number.POSITIVE_INFINITY, fromMs: range.fromMs - 1, toMs: range.toMs, ended: true };
    const entities = batch.map((template) => {
      const recorded = recordedSeries();
      const replay = createReplay({ context: exporter.facts, factory, sink: recorded.sink, template, past, runs, notBeforeMs: range.fromMs });
      return { entityId: template.entity.entityId, toMs: range.toMs, replay, recorded: recorded.byKey };
    });
    let rows = 0;
    const sliceMs = () => size.sliceMs;
    const replayed = async (_untilMs: number, count: number) => void (rows += count);
    await replayPast({ recorder, clock: systemClock, ...range, entities, sliceMs, replayed }, signal);
    const stored = await storedSamples({ store, instance, entityIds, ...range }, signal);
    const diedBetween = runs.filter(({ end }) => end === "died").map((run) => [run.fromMs, run.toMs] as const);
    for (const { entityId, recorded } of entities) {
      findings.counts.entities += 1;
      if (recorded.size === 0) {
        findings.counts.notRecorded += 1;
        continue;
      }
      const own = mappingFor(domainOf(entityId)).families;
      const isUnrecorded = (key: string) => own.some(({ name }) => name === key.split(" ")[0]);
      compareEntity(
        { entityId, recorded, stored: stored.get(entityId) ?? new Map(), isUnrecorded, diedBetween, ...range },
        findings.counts,
        (difference) => {
          if (findings.first.length < SHOWN_DIFFERENCES) findings.first.push(difference);
        },
      );
    }
    size = resized(size, rows);
    if (systemClock.monotonicMs() - saidAtMs > PROGRESS_EVERY_MS) {
      saidAtMs = systemClock.monotonicMs();
      logger.info({ ...findings.counts, of: all }, "comparing");
    }
  }
  return findings;
}

function describe({ counts, first }: Findings, { fromMs, toMs }: Range, configPath: string): string {
  const { entities, notRecorded, wanted, samples, repeats, unjudged, missing, extra } = counts;
  const lines = [
    `${iso(fromMs)} to ${iso(toMs)}: ${entities} entities; the recorder knows nothing of ${notRecorded} of them`,
    `recorder: ${wanted} samples wanted`,
    `store:    ${samples} samples, ${repeats} of them repeats, ${unjudged} on series that Home Assistant does not record`,
    `missing:  ${missing}`,
    `extra:    ${extra}`,
  ];
  for (const { kind, entityId, series, atMs, wanted: want, seen } of first) {
    const found = Number.isNaN(seen) ? "its end" : (seen ?? "nothing");
    const what = kind === "missing" ? `wanted ${want}, found ${found}` : `found ${found}, in force was ${want ?? "nothing"}`;
    lines.push(`  ${kind} ${entityId} ${series} at ${iso(atMs)}: ${what}`);
  }
  if (missing + extra > first.length) lines.push(`  and ${missing + extra - first.length} more`);
  if (missing > 0) lines.push(`What is missing can be filled: ha-bridge backfill --config ${configPath} --from ${iso(fromMs)} --to ${iso(toMs)}`);
  return lines.join("\n");
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
