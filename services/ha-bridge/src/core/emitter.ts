import type { PointSink, Series } from "./series.ts";

/** Points older than this never share a request with live ones: a store that refuses them refuses the request. */
export const OLD_POINT_MS = 45 * 60_000;
/** A time further ahead than this is a wrong clock; one far sample makes everybody's live samples "too old". */
export const MAX_AHEAD_MS = 30_000;

export interface EmitterCounts {
  /** Samples and markers that came before a repeat already sent, and were sent again 1 ms after it. */
  adjusted: number;
  /** Samples more than 30 s ahead of our clock, stamped now. */
  clamped: number;
  /** First samples left out because the store takes none that old. */
  tooOld: number;
  /** Ends of series. */
  ended: number;
}

/** What the emitter writes down so that the ledger on disk knows what was sent. */
export interface SentJournal {
  sent(series: Series, atMs: number): void;
  ended(series: Series): void;
}

/**
 * Gives samples their place in time. The rules (design, "Rules of a sample"):
 *
 * 1. A sample has its own time. Where it lies at or before a sample already sent, the value is sent again 1 ms after
 *    that one, so that the newest sample of a series is always its newest value.
 * 2. A repeat has the settled instant, and is left out where something newer was sent.
 * 3. An end lies after everything that was sent.
 * 4. After an outage older samples wait behind live ones. What a series is now is said once more then: as a repeat, or
 *    1 ms after its newest sample where that is newer than the settled instant. (Not that sample again: VictoriaMetrics
 *    keeps both.)
 * 5. A sample that lies far ahead of our clock was sent before that was set back: it counts as not sent.
 */
export interface Emitter {
  /** Our clock, set at the beginning of every step. */
  nowMs: number;
  /** How far back the store takes samples behind newer ones; 0 when it does not. */
  windowMs: number;
  readonly counts: EmitterCounts;
  send(series: Series, atMs: number, value: number): void;
  repeat(series: Series, settledMs: number): void;
  /** Says what the series is now to a store that may not have heard of it yet. */
  again(series: Series, settledMs: number): void;
  /** Returns the time of the marker. */
  end(series: Series, atMs: number): number;
  /** `atMs`, or now when that is too far ahead to be believed. */
  believable(atMs: number): number;
}

export function createEmitter(live: PointSink, backlog: PointSink, journal: SentJournal): Emitter {
  const counts: EmitterCounts = { adjusted: 0, clamped: 0, tooOld: 0, ended: 0 };
  const lane = (atMs: number) => (atMs < emitter.nowMs - OLD_POINT_MS ? backlog : live);
  const add = (series: Series, atMs: number, value: number) => {
    // Written down first: adding may fill the batch, and what is flushed then has to know of this sample.
    if (atMs > series.sentMs) {
      series.sentMs = atMs;
      journal.sent(series, atMs);
    }
    lane(atMs).add(series, atMs, value);
  };

  const isAhead = (atMs: number) => atMs > emitter.nowMs + MAX_AHEAD_MS;
  const forgetAhead = (series: Series, atMs: number) => {
    if (isAhead(series.sentMs)) series.sentMs = Math.min(atMs, emitter.nowMs) - 1;
  };

  const emitter: Emitter = {
    nowMs: 0,
    windowMs: 0,
    counts,
    send(series, atMs, value) {
      const before = series.value;
      series.value = value;
      forgetAhead(series, atMs);
      if (atMs > series.sentMs) return add(series, atMs, value);
      if (atMs === series.sentMs && before === value) return;
      counts.adjusted += 1;
      if (emitter.windowMs > 0 && atMs < series.sentMs) add(series, atMs, value);
      add(series, series.sentMs + 1, value);
    },
    repeat(series, settledMs) {
      if (isAhead(settledMs)) return;
      forgetAhead(series, settledMs);
      // A series from an earlier life whose value was not seen yet has nothing to repeat.
      if (settledMs > series.sentMs && !Number.isNaN(series.value)) add(series, settledMs, series.value);
    },
    again(series, settledMs) {
      emitter.repeat(series, isAhead(series.sentMs) ? settledMs : Math.max(settledMs, series.sentMs + 1));
    },
    end(series, atMs) {
      journal.ended(series);
      // A series that never had a sample needs no marker.
      if (series.sentMs === 0) return atMs;
      forgetAhead(series, atMs);
      const lastMs = series.sentMs;
      series.sentMs = Math.max(atMs, lastMs + 1);
      if (atMs <= lastMs) counts.adjusted += 1;
      if (atMs < lastMs && emitter.windowMs > 0) lane(atMs).end(series, atMs);
      lane(series.sentMs).end(series, series.sentMs);
      counts.ended += 1;
      return series.sentMs;
    },
    believable(atMs) {
      if (!isAhead(atMs)) return atMs;
      counts.clamped += 1;
      return emitter.nowMs;
    },
  };
  return emitter;
}
