import type { Clock, EpochMs } from "@tiles/kit/clock";

interface Sleeper {
  dueAt: number;
  wake: () => void;
}

const DEFAULT_START_AT: EpochMs = Date.UTC(2026, 0, 15, 12);

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now: EpochMs;
  #monotonicMs = 0;
  readonly #sleepers = new Set<Sleeper>();
  #watchers: (() => void)[] = [];

  constructor(startAt: EpochMs = DEFAULT_START_AT) {
    this.#now = startAt;
  }

  now(): EpochMs {
    return this.#now;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** How many sleeps are under way. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return promise;
    }
    const sleeper: Sleeper = { dueAt: this.#monotonicMs + ms, wake };
    const end = (): void => {
      this.#sleepers.delete(sleeper);
      signal?.removeEventListener("abort", abort);
    };
    function wake(): void {
      end();
      resolve();
    }
    function abort(): void {
      end();
      reject(signal?.reason as Error);
    }
    signal?.addEventListener("abort", abort, { once: true });
    this.#sleepers.add(sleeper);
    for (const watcher of this.#watchers) watcher();
    return promise;
  }

  /** Moves both clocks, waking sleepers in order of their time; what they start to sleep again counts as well. */
  async advance(ms: number): Promise<void> {
    const targetMs = this.#monotonicMs + ms;
    await letPromisesRun();
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.dueAt > targetMs) break;
      this.#moveTo(Math.max(next.dueAt, this.#monotonicMs));
      next.wake();
      await letPromisesRun();
    }
    this.#moveTo(targetMs);
    await letPromisesRun();
  }

  /** Lets the wall clock jump, as a time server or a person does; sleeps are not touched. */
  setNow(now: EpochMs): void {
    this.#now = now;
  }

  /** Resolves as soon as at least `count` sleeps are under way. */
  async untilSleepers(count: number): Promise<void> {
    while (this.#sleepers.size < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#watchers.push(resolve);
      await promise;
      this.#watchers = this.#watchers.filter((watcher) => watcher !== resolve);
    }
  }

  #next(): Sleeper | undefined {
    return [...this.#sleepers].toSorted((a, b) => a.dueAt - b.dueAt)[0];
  }

  #moveTo(monotonicMs: number): void {
    this.#now += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }
}

// Chains of promises finish before the next turn of the event loop; a few turns let short I/O finish as well.
const TURNS = 3;

async function letPromisesRun(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { promise, resolve } = Promise.withResolvers<void>();
    setImmediate(resolve);
    await promise;
  }
}
