import { setTimeout as timer } from "node:timers/promises";

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** Time as code sees it. Tests pass their own; nothing else may read the time or set a timer. */
export interface Clock {
  /** Wall clock: may jump in both directions. */
  now(): EpochMs;
  /** Only ever grows, has no meaning outside this process. For durations. */
  monotonicMs(): number;
  /** Resolves after `ms`. Rejects with the signal's reason when that comes first, or has come already. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: sleepBySteps,
};

/**
 * Runs `task`, waits `ms`, runs it again, and so on; runs never overlap. Resolves once `signal` is aborted
 * and the run under way has ended; rejects when `task` rejects for another reason than the signal.
 */
export async function every(clock: Clock, ms: number, signal: AbortSignal, task: (signal: AbortSignal) => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await task(signal);
      await clock.sleep(ms, signal);
    } catch (error) {
      if (!signal.aborted || error !== signal.reason) throw error;
    }
  }
}

// A timer of Node holds at most 2^31 - 1 ms (24.8 days) and fires at once when asked for more.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

async function sleepBySteps(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    let leftMs = ms;
    do {
      await timer(Math.min(leftMs, LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal });
      leftMs -= LONGEST_TIMER_MS;
    } while (leftMs > 0);
  } catch (error) {
    // Node wraps the reason in an AbortError of its own; callers compare with the reason itself.
    if (signal?.aborted === true) throw signal.reason;
    throw error;
  }
}
