import type { Clock, EpochMs } from "@tiles/kit/clock";

/** More than this between two looks that did not pass by the monotonic clock: the wall clock was set. */
const STEP_MS = 60_000;

/**
 * The wall clock for telling how old something is. A step forward (a wrong battery clock that the network corrects, a
 * mistyped year) makes nothing older: what is dropped for its age cannot be brought back. A step back, as well, only
 * makes things look younger. The price is that after a step frames are kept longer than they need to be.
 */
export function ageClock(clock: Clock): () => EpochMs {
  let steppedMs = 0;
  let wallMs = clock.now();
  let passedMs = clock.monotonicMs();
  return () => {
    const nowMs = clock.now();
    const monotonicMs = clock.monotonicMs();
    const jumpMs = nowMs - wallMs - (monotonicMs - passedMs);
    if (jumpMs > STEP_MS) steppedMs += jumpMs;
    wallMs = nowMs;
    passedMs = monotonicMs;
    return nowMs - steppedMs;
  };
}
