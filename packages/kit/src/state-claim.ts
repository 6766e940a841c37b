import { type Clock, every } from "./clock.ts";
import { DeadlineExceeded, withDeadline } from "./deadline.ts";
import { AppError, codeOf, describeError } from "./errors.ts";
import type { HeldLock, LockRecord } from "./lock-file.ts";
import type { Logger } from "./logger.ts";

/** The claim on a state directory, from the moment it is ours. */
export interface StateClaim extends AsyncDisposable {
  /** Aborted, with KIT_STATE_LOST, when the directory is not ours any more. */
  lost: AbortSignal;
}

export const BEAT_EVERY_MS = 5_000;
// A holder gives up well before others take over, so that there are never two.
const GIVE_UP_AFTER_MS = 20_000;
const RELEASE_WITHIN_MS = 2_000;

/**
 * Beats. The claim is lost when:
 * 1. another process has taken it over, or the lock file was removed;
 * 2. no beat could be written for too long, because others may then take over. On a disk that takes nothing from anybody
 *    nobody can, so the claim is kept there as long as the folder can be read and shows nobody else.
 */
export function keepClaim(
  path: string,
  lock: HeldLock,
  record: LockRecord,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): StateClaim {
  const lost = new AbortController();
  const closed = new AbortController();
  let lastBeatMs = clock.monotonicMs();
  let trouble: unknown;
  let beating: Promise<void> | undefined;

  function lose(why: string): void {
    if (lost.signal.aborted || closed.signal.aborted) return;
    const error = lostBecause(path, why, trouble);
    logger.fatal({ err: error }, "the state directory is lost");
    lost.abort(error);
  }

  async function beat(): Promise<void> {
    trouble = await lock.write({ ...record, beat: (record.beat += 1) }).then(() => undefined, asError);
    const highest = await lock.isHighest().catch(asError);
    if (highest === false) lose("another process has taken it over, or its lock file was removed");
    else if (highest === true && (trouble === undefined || takesNothing(trouble))) lastBeatMs = clock.monotonicMs();
    else trouble ??= highest;
    beating = undefined;
  }

  // A write may hang on a network file system: the loop goes on beside it and counts the time.
  const loop = every(clock, BEAT_EVERY_MS, closed.signal, async () => {
    if (clock.monotonicMs() - lastBeatMs > GIVE_UP_AFTER_MS) lose("no sign of life could be written for too long");
    if (!lost.signal.aborted) beating ??= beat();
  });

  async function release(): Promise<void> {
    closed.abort();
    await loop;
    const signal = new AbortController().signal;
    try {
      await withDeadline(clock, RELEASE_WITHIN_MS, signal, async () => {
        await beating;
        await lock.write({ ...record, released: true });
      });
    } catch (error) {
      if (error instanceof DeadlineExceeded || !lost.signal.aborted) logger.warn({ err: error, path }, "the state directory could not be released");
    }
  }

  return { lost: lost.signal, [Symbol.asyncDispose]: release };
}

// What to do without a disk is for the service to know.
function takesNothing(error: unknown): boolean {
  return ["EROFS", "ENOSPC"].includes(codeOf(error) ?? "");
}

function lostBecause(path: string, cameBack: string, trouble: unknown): AppError {
  return new AppError({
    code: "KIT_STATE_LOST",
    thing: `state directory ${path}`,
    tried: "keeping the claim on it",
    cameBack: trouble === undefined ? cameBack : `${cameBack} (${describeError(trouble)})`,
    whatToDo: "Check the disk or network file system, and that only one copy of this service runs.",
    cause: trouble,
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
