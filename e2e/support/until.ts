import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 25;

/** Looks again and again until there is something; throws after the deadline with what was waited for and seen. */
export async function until<T>(what: string, deadlineMs: number, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const giveUpAt = performance.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > giveUpAt) throw new Error(`waited ${deadlineMs} ms for ${what}, in vain`);
    await sleep(LOOK_EVERY_MS);
  }
}
