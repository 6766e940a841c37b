import type { RunEvent } from "../history.ts";

/** Home Assistant running without a break, as far as it matters for a stretch of the past. */
export interface Run {
  readonly fromMs: number;
  readonly toMs: number;
  /** How it ended: it was told to stop; nobody knows when it died; or it goes on after `toMs`. */
  readonly end: "stopped" | "died" | "goesOn";
}

export interface RunFacts {
  readonly fromMs: number;
  readonly toMs: number;
  /** From the logbook, oldest first; none when it was not asked because there was no restart. */
  readonly events: readonly RunEvent[];
  /** When the process of today was started. */
  readonly startedMs: number | undefined;
  /** Times of all rows that are known, in any order: an earlier start lies at the end of the longest silence. */
  readonly rowsMs: readonly number[];
}

/**
 * The runs between two instants. A stop is followed by its start: the first row after the longest silence between the
 * two, for rows are written some seconds beyond the event of the stop and long before the event of the start. Of the
 * process of today the start is known.
 */
export function runsBetween({ fromMs, toMs, events, startedMs, rowsMs }: RunFacts): Run[] {
  const restarts = restartsOf(events, fromMs, toMs, startedMs);
  const runs: Run[] = [];
  let beginMs = fromMs;
  for (const { stoppedMs, startedByMs, exact } of restarts) {
    const backMs = exact ? startedByMs : endOfLongestSilence(rowsMs, stoppedMs ?? beginMs, startedByMs);
    runs.push(stoppedMs === undefined ? { fromMs: beginMs, toMs: backMs, end: "died" } : { fromMs: beginMs, toMs: stoppedMs, end: "stopped" });
    beginMs = backMs;
  }
  runs.push({ fromMs: beginMs, toMs, end: "goesOn" });
  return runs;
}

interface Restart {
  readonly stoppedMs: number | undefined;
  readonly startedByMs: number;
  readonly exact: boolean;
}

function restartsOf(events: readonly RunEvent[], fromMs: number, toMs: number, startedMs: number | undefined): Restart[] {
  const restarts: Restart[] = [];
  let stoppedMs: number | undefined;
  const within = events.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
  for (const { kind, atMs } of within) {
    if (kind === "stopped") stoppedMs ??= atMs;
    else {
      // The event of the start comes when everything is set up, seconds after the process began.
      const isToday = startedMs !== undefined && startedMs <= atMs && startedMs > (stoppedMs ?? fromMs);
      restarts.push({ stoppedMs, startedByMs: isToday ? startedMs : atMs, exact: isToday });
      stoppedMs = undefined;
    }
  }
  const isTodayMissing = startedMs !== undefined && startedMs > fromMs && startedMs <= toMs && !restarts.some(({ exact }) => exact);
  if (isTodayMissing)
    restarts.push({ stoppedMs: stoppedMs !== undefined && stoppedMs < startedMs ? stoppedMs : undefined, startedByMs: startedMs, exact: true });
  return restarts;
}

function endOfLongestSilence(rowsMs: readonly number[], afterMs: number, untilMs: number): number {
  const between = rowsMs.filter((atMs) => atMs > afterMs && atMs < untilMs).sort((one, other) => one - other);
  let longestMs = 0;
  let endMs = untilMs;
  let previousMs = afterMs;
  for (const atMs of [...between, untilMs]) {
    if (atMs - previousMs > longestMs) {
      longestMs = atMs - previousMs;
      endMs = atMs;
    }
    previousMs = atMs;
  }
  return endMs;
}
