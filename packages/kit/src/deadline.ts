import type { Clock } from "./clock.ts";
import { formatDuration } from "./duration.ts";

/** A wait was given up because its time was over. */
export class DeadlineExceeded extends Error {
  override name = "DeadlineExceeded";
}

/**
 * Runs `task` for at most `ms`. Its signal is aborted when the time is over or when `signal` is; the promise
 * rejects at that moment, with DeadlineExceeded or the signal's reason, even if the task does not listen.
 */
export async function withDeadline<T>(clock: Clock, ms: number, signal: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const done = new AbortController();
  const over = new AbortController();
  const inner = AbortSignal.any([signal, over.signal]);
  const timer = clock.sleep(ms, AbortSignal.any([signal, done.signal])).then(() => {
    const error = new DeadlineExceeded(`no result within ${formatDuration(ms)}`);
    over.abort(error);
    throw error;
  });
  try {
    return await Promise.race([task(inner), timer]);
  } finally {
    done.abort();
    // Whichever side lost the race has nobody left to tell.
    timer.catch(() => undefined);
  }
}
