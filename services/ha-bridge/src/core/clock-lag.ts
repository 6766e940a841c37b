/** How far Home Assistant's clock is behind ours, learned from the changes it sends. */
export interface ClockLag {
  /** The `Date` header of a handshake: exact to a second only. */
  handshake(serverMs: number, nowMs: number): void;
  /** A change was received `latencyMs` after the time it bears. */
  change(latencyMs: number, nowMs: number): void;
  /** What has to be taken from our times to be times of Home Assistant's clock, in whole milliseconds; 0 for what is only latency. */
  readonly lagMs: number;
  /** Positive when Home Assistant's clock is ahead. */
  readonly skewMs: number;
}

/** Below this it is latency and rounding, not a clock. */
const TOLERATED_MS = 1_000;
const PERIOD_MS = 5 * 60_000;

/** The smallest latency of the last minutes is the one with the least waiting in it; what is left is the clocks. */
export function createClockLag(): ClockLag {
  let before: number | undefined;
  let current: number | undefined;
  let periodEndsMs = 0;
  const best = () => Math.min(before ?? Number.POSITIVE_INFINITY, current ?? Number.POSITIVE_INFINITY);
  return {
    handshake(serverMs, nowMs) {
      const behindMs = nowMs - serverMs;
      before = current = undefined;
      periodEndsMs = nowMs + PERIOD_MS;
      // The header is cut to the second, so up to one second of it is not the clock.
      if (Math.abs(behindMs) > 2 * TOLERATED_MS) before = behindMs;
    },
    change(latencyMs, nowMs) {
      if (nowMs >= periodEndsMs) {
        before = current;
        current = undefined;
        periodEndsMs = nowMs + PERIOD_MS;
      }
      current = Math.min(current ?? Number.POSITIVE_INFINITY, latencyMs);
    },
    get lagMs() {
      const least = best();
      return Number.isFinite(least) && least > TOLERATED_MS ? Math.ceil(least) : 0;
    },
    get skewMs() {
      const least = best();
      return Number.isFinite(least) && Math.abs(least) > TOLERATED_MS ? -least : 0;
    },
  };
}
