import type { Clock } from "@tiles/kit/clock";
import type { EntityHistory, HistoryRow, RunEvent } from "./core/history.ts";
import type { Replay } from "./core/refill/replay.ts";
import { type Run, runsBetween } from "./core/refill/runs.ts";
import { usToMs } from "./core/time.ts";
import type { HistoryQuery, Recorder } from "./ports.ts";

/** Home Assistant rests twice as long as a question took it. */
const REST_SHARE = 2;
const MIN_REST_MS = 20;
/** A slice begins where the one before ended; the recorder leaves out both instants. */
const OVERLAP_MS = 1;

export interface PastEntity {
  readonly entityId: string;
  /** Nothing of it is asked beyond. */
  readonly toMs: number;
  readonly replay: Replay;
  /** What it was at the beginning, should the recorder not know. */
  readonly start?: HistoryRow | undefined;
  /** The recorder does not know what it was at the beginning; its first row, if any, is of `firstMs`. */
  unknownUntil?(firstMs: number | undefined): void;
}

export interface ReplayPastOptions {
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly fromMs: number;
  readonly toMs: number;
  readonly entities: readonly PastEntity[];
  /** Length of the next slice. */
  sliceMs(): number;
  /** Whether an answer may be believed; else it is asked again after a while. */
  readonly isCommitted?: (found: ReadonlyMap<string, EntityHistory>, query: HistoryQuery) => boolean;
  /** Everything up to `untilMs` is replayed. */
  replayed(untilMs: number, rows: number): Promise<void>;
}

const COMMIT_POLL_MS = 2_500;

/** Reads the recorder slice by slice, with rests between, and replays what it says. */
export async function replayPast(options: ReplayPastOptions, signal: AbortSignal): Promise<void> {
  const { recorder, clock, fromMs, toMs, entities, isCommitted } = options;
  for (let sliceMs = fromMs; sliceMs < toMs;) {
    const untilMs = Math.min(toMs, sliceMs + options.sliceMs());
    const open = entities.filter((entity) => entity.toMs > sliceMs);
    const isFirst = sliceMs === fromMs;
    const entityIds = open.map(({ entityId }) => entityId);
    const found =
      open.length === 0
        ? new Map<string, EntityHistory>()
        : await ask({ entityIds, fromMs: isFirst ? sliceMs : sliceMs - OVERLAP_MS, toMs: untilMs, startState: isFirst });
    let rows = 0;
    for (const { entityId, replay, start, toMs: endMs, unknownUntil } of open) {
      const history = found.get(entityId);
      const began = history?.start ?? (isFirst ? start : undefined);
      if (began !== undefined) replay.start(began);
      else if (isFirst) unknownUntil?.(history?.rows[0] && usToMs(history.rows[0].lastUpdatedUs));
      for (const row of history?.rows ?? []) replay.row(row);
      rows += history?.rows.length ?? 0;
      if (untilMs < endMs) replay.until(untilMs);
      else replay.finish();
    }
    await options.replayed(untilMs, rows);
    sliceMs = untilMs;
  }

  async function ask(query: HistoryQuery): Promise<ReadonlyMap<string, EntityHistory>> {
    for (;;) {
      const startedAtMs = clock.monotonicMs();
      const found = await recorder.history(query);
      await clock.sleep(Math.max(MIN_REST_MS, REST_SHARE * (clock.monotonicMs() - startedAtMs)), signal);
      if (isCommitted === undefined || isCommitted(found, query)) return found;
      await clock.sleep(COMMIT_POLL_MS, signal);
    }
  }
}

export interface RunsOptions {
  readonly recorder: Recorder;
  readonly fromMs: number;
  readonly toMs: number;
  /** When the Home Assistant of today was started. */
  readonly startedMs: number | undefined;
  /** Whose rows tell when an earlier one was. */
  readonly entityIds: readonly string[];
  /** The logbook could not be read: only the start of today's process is known. */
  failed(why: unknown): void;
}

/** Home Assistant's runs between two instants. Its logbook is asked only where it was restarted in between. */
export async function readRuns({ recorder, fromMs, toMs, startedMs, entityIds, failed }: RunsOptions): Promise<Run[]> {
  if (startedMs === undefined || startedMs <= fromMs) return [{ fromMs, toMs, end: "goesOn" }];
  const events = await recorder.runs(fromMs, toMs).catch((error: unknown): readonly RunEvent[] => {
    failed(error);
    return [];
  });
  const rowsMs: number[] = [];
  for (const [index, { kind, atMs }] of events.entries()) {
    const before = events[index - 1];
    if (kind !== "started" || before?.kind !== "stopped" || (before.atMs < startedMs && startedMs <= atMs)) continue;
    const found = await recorder.history({ entityIds, fromMs: before.atMs, toMs: atMs, startState: false });
    for (const { rows } of found.values()) for (const row of rows) rowsMs.push(usToMs(row.lastUpdatedUs));
  }
  return runsBetween({ fromMs, toMs, events, startedMs, rowsMs });
}
