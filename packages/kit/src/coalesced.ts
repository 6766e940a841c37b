/**
 * Lets callers share runs of `work`, which never overlap: a call waits for a run that begins after it, so that whatever
 * the caller has changed before is seen by that run. Rejects when that run does.
 */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function after(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    next = undefined;
    await start();
  }

  async function start(): Promise<void> {
    const mine = work().finally(() => {
      if (running === mine) running = undefined;
    });
    running = mine;
    await mine;
  }

  return () => {
    if (next !== undefined) return next;
    if (running === undefined) return start();
    next = after(running);
    return next;
  };
}
