/** Lets a test wait for something that a double saw: an event with a deadline, never a sleep. */
export interface Watch {
  /** Something changed: every waiting condition is looked at again. */
  readonly changed: () => void;
  /** Resolves when the condition holds; throws after the deadline with what was waited for. */
  readonly until: (condition: () => boolean, deadlineMs: number, what?: string) => Promise<void>;
}

export function watch(): Watch {
  const waiting = new Set<() => void>();
  return {
    changed() {
      for (const look of waiting) look();
    },
    until(condition, deadlineMs, what = condition.toString()) {
      if (condition()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (!condition()) return;
          finish();
          resolve();
        };
        const timer = setTimeout(() => {
          finish();
          reject(
            new Error(`double: waiting for "${what}" failed: nothing within ${deadlineMs} ms. Look at the double's counters. [DOUBLE_DEADLINE]`),
          );
        }, deadlineMs);
        const finish = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        waiting.add(look);
      });
    },
  };
}
