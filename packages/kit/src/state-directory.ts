import { mkdir } from "node:fs/promises";
import type { Clock } from "./clock.ts";
import { AppError, describeError } from "./errors.ts";
import { createLock, type HeldLock, type LockRecord, readLock, type SeenLock } from "./lock-file.ts";
import type { Logger } from "./logger.ts";
import { type Machine, thisMachine } from "./machine.ts";
import { keepClaim } from "./state-claim.ts";

export interface StateDirectoryOptions {
  clock: Clock;
  signal: AbortSignal;
  logger: Logger;
  /** Who to name to a second process that wants the directory. */
  name?: string;
  /** This process, unless a test says otherwise. */
  machine?: Machine;
}

export interface StateDirectory extends AsyncDisposable {
  path: string;
  /** Aborted, with KIT_STATE_LOST, when the directory is not ours any more: stop at once and write nothing. */
  lost: AbortSignal;
}

export const TAKE_OVER_AFTER_MS = 30_000;
const LOOK_EVERY_MS = 1_000;

/**
 * Creates the directory if need be and claims it for this process. Rejects with KIT_STATE_LOCKED while another
 * process has it, and with KIT_STATE_DIRECTORY when it cannot be used. A claim is over when:
 * 1. its holder released it;
 * 2. its holder ran under the same kernel and process namespace and does not run any more;
 * 3. its holder runs elsewhere (a container, another machine) and no beat was seen for 30 s of our own clock.
 */
export async function openStateDirectory(path: string, options: StateDirectoryOptions): Promise<StateDirectory> {
  const machine = options.machine ?? (await thisMachine());
  const record = recordOf(machine, options);
  const lock = await claim(path, record, machine, options).catch((error: unknown) => {
    if (error instanceof AppError || options.signal.aborted) throw error;
    throw directoryFailure(path, error);
  });
  return { path, ...keepClaim(path, lock, record, options) };
}

async function claim(path: string, record: LockRecord, machine: Machine, options: StateDirectoryOptions): Promise<HeldLock> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  for (;;) {
    options.signal.throwIfAborted();
    const seen = await readLock(path);
    if (seen !== undefined && (await isHeld(path, seen, machine, options))) throw lockedBy(path, seen.record);
    const lock = await createLock(path, (seen?.generation ?? 0) + 1, record);
    if (lock !== undefined) return lock;
    // Another process was faster: look who it is.
  }
}

async function isHeld(path: string, seen: SeenLock, machine: Machine, options: StateDirectoryOptions): Promise<boolean> {
  const { record } = seen;
  if (record?.released === true) return false;
  const sameProcesses = record?.bootId === machine.bootId && record.pidNamespace === machine.pidNamespace;
  const alive = sameProcesses ? await machine.isAlive(record.pid, record.startTime) : undefined;
  return alive ?? (await beats(path, seen, options));
}

/** Watches a lock whose holder cannot be asked. */
async function beats(path: string, first: SeenLock, { clock, signal, logger }: StateDirectoryOptions): Promise<boolean> {
  logger.info(
    { path, holder: describeHolder(first.record), waitMs: TAKE_OVER_AFTER_MS },
    "the state directory has a holder elsewhere, waiting for a sign of life",
  );
  const until = clock.monotonicMs() + TAKE_OVER_AFTER_MS;
  while (clock.monotonicMs() < until) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    const now = await readLock(path);
    if (now?.record?.released === true) return false;
    if (now?.generation !== first.generation || now.text !== first.text) return true;
  }
  logger.warn({ path, holder: describeHolder(first.record) }, "the holder of the state directory gave no sign of life, taking over");
  return false;
}

function recordOf({ host, bootId, pidNamespace, pid, startTime }: Machine, { clock, name = "tiles" }: StateDirectoryOptions): LockRecord {
  const since = new Date(clock.now()).toISOString();
  return { name, host, bootId, pidNamespace, pid, ...(startTime === undefined ? {} : { startTime }), since, beat: 0, released: false };
}

function describeHolder(record: LockRecord | undefined): string {
  return record === undefined ? "a process that left no name" : `${record.name}, process ${record.pid} on ${record.host} since ${record.since}`;
}

function lockedBy(path: string, record: LockRecord | undefined): AppError {
  return new AppError({
    code: "KIT_STATE_LOCKED",
    thing: `state directory ${path}`,
    tried: "claiming it",
    cameBack: `it is used by ${describeHolder(record)}`,
    whatToDo: "Stop that process, or give this one a stateDir of its own.",
  });
}

function directoryFailure(path: string, error: unknown): AppError {
  return new AppError({
    code: "KIT_STATE_DIRECTORY",
    thing: `state directory ${path}`,
    tried: "opening it",
    cameBack: describeError(error),
    whatToDo: "Make it a folder that this user may write to, with free space, or change stateDir.",
    cause: error,
  });
}
