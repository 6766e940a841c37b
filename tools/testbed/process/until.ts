import { setTimeout as sleep } from "node:timers/promises";

const LOOK_AGAIN_MS = 50;

/**
 * Asks again and again until the answer is neither undefined nor false, and gives that answer.
 * An exception counts as "not yet"; after the deadline it becomes the cause of the error.
 */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  signal?: AbortSignal,
): Promise<T> {
  const deadlineAt = performance.now() + withinMs;
  let cause: unknown;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadlineAt) throw new Error(`${what}: not within ${withinMs / 1000} s`, { cause });
    await sleep(LOOK_AGAIN_MS, undefined, signal === undefined ? {} : { signal });
  }
}
