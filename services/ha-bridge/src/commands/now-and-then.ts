/** Passes on what comes at least `everyMs` after the last that was passed on, or after the start; the rest is not said. */
export function nowAndThen<T>(everyMs: number, say: (what: T) => void, nowMs: () => number = () => performance.now()): (what: T) => void {
  let saidMs = nowMs();
  return (what) => {
    if (nowMs() - saidMs < everyMs) return;
    saidMs = nowMs();
    say(what);
  };
}
