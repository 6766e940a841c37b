/** Lets one loop wait until there may be something to do. A call of `wake` between two waits is not lost. */
export class Wakeup {
  #due = false;
  #waiting: PromiseWithResolvers<void> | undefined;

  wake(): void {
    this.#due = true;
    this.#waiting?.resolve();
  }

  /** Resolves at once when `wake` was called since the last wait; rejects with the reason of `signal`. */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.#due) {
      const waiting = Promise.withResolvers<void>();
      const abort = (): void => waiting.reject(signal.reason);
      signal.addEventListener("abort", abort, { once: true });
      this.#waiting = waiting;
      try {
        await waiting.promise;
      } finally {
        this.#waiting = undefined;
        signal.removeEventListener("abort", abort);
      }
    }
    this.#due = false;
  }
}
