import type { Journal } from "../journal.ts";
import type { NewStretch, Stretch } from "./stretch.ts";

/** The gaps that wait for being refilled; the ledger knows all of them, so none is forgotten by a restart. */
export interface Stretches extends Iterable<Stretch> {
  readonly size: number;
  has(stretch: Stretch): boolean;
  add(stretch: NewStretch): void;
  /** A part of it is refilled. */
  shorten(stretch: Stretch, rest: Partial<NewStretch>): void;
  close(stretch: Stretch): void;
  /** Resolves when there is one. */
  any(signal: AbortSignal): Promise<void>;
}

export function createStretches(remembered: readonly Stretch[], journal: Pick<Journal, "opened" | "closed">): Stretches {
  const open = new Map(remembered.map((stretch) => [stretch.id, stretch]));
  let nextId = remembered.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
  let arrived = Promise.withResolvers<void>();
  return {
    get size() {
      return open.size;
    },
    [Symbol.iterator]: () => open.values(),
    has: ({ id }) => open.has(id),
    add(stretch) {
      const numbered = { id: nextId++, ...stretch };
      open.set(numbered.id, numbered);
      journal.opened(numbered);
      arrived.resolve();
    },
    shorten(stretch, rest) {
      const shorter = { ...stretch, ...rest };
      open.set(stretch.id, shorter);
      journal.opened(shorter);
    },
    close(stretch) {
      open.delete(stretch.id);
      journal.closed(stretch);
    },
    async any(signal) {
      if (open.size > 0) return;
      arrived = Promise.withResolvers();
      const abort = () => arrived.reject(signal.reason);
      signal.addEventListener("abort", abort, { once: true });
      try {
        signal.throwIfAborted();
        await arrived.promise;
      } finally {
        signal.removeEventListener("abort", abort);
      }
    },
  };
}
