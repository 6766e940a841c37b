import type { Clock, EpochMs } from "./clock.ts";

/** Waits between attempts: `firstMs`, then `factor` times as long each time, up to `maxMs`. */
export interface Backoff {
  firstMs: number;
  maxMs: number;
  factor: number;
  /** 0 to 1: how much of each wait is random, so that many clients do not come back at the same moment. */
  jitter: number;
}

/** How an attempt ended: with a value, or with a reason to think that a later one may succeed. */
export type Attempt<T> = { kind: "done"; value: T } | { kind: "again"; afterMs?: number | undefined };

/**
 * Calls `attempt` (0, 1, 2, ...) until it is done; rejects with what it throws, or with the signal's reason.
 * `afterMs` of an attempt is obeyed when it is longer than the wait of the policy.
 */
export async function retry<T>(
  policy: Backoff,
  clock: Clock,
  signal: AbortSignal,
  attempt: (number: number) => Promise<Attempt<T>>,
  random: () => number = Math.random,
): Promise<T> {
  for (let number = 0; ; number += 1) {
    signal.throwIfAborted();
    const result = await attempt(number);
    if (result.kind === "done") return result.value;
    await clock.sleep(Math.max(backoffMs(policy, number, random()), result.afterMs ?? 0), signal);
  }
}

/** The wait after attempt number `attempt` (from 0); `random` is in 0..1. */
export function backoffMs(policy: Backoff, attempt: number, random: number): number {
  const fullMs = Math.min(policy.maxMs, policy.firstMs * policy.factor ** attempt);
  return Math.round(fullMs * (1 - policy.jitter * random));
}

// A server that asks for more is taken at its word only this far, so that a wrong clock cannot stop us for days.
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** `Retry-After` (seconds or an HTTP date) as a wait; undefined when absent or not readable. */
export function parseRetryAfter(header: string | undefined, now: EpochMs, maxMs = LONGEST_RETRY_AFTER_MS): number | undefined {
  const text = header?.trim() ?? "";
  if (text === "") return undefined;
  const waitMs = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1_000 : httpDate(text) - now;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(Math.round(waitMs), 0), maxMs);
}

// Date.parse takes almost anything ("-5" is a year); all three forms of an HTTP date begin with a day's name.
function httpDate(text: string): number {
  return /^[A-Z][a-z]{2,8}[, ]/.test(text) ? Date.parse(text) : Number.NaN;
}
