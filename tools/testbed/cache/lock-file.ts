import { link, readFile, readlink, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 5_000;
// A holder that we cannot look at (another container) counts as dead after six missed beats.
const SILENT_MS = 30_000;
const LOOK_AGAIN_MS = 200;

type Holder = { pid: number; startedAtTicks: string; bootId: string; pidNamespace: string };

/**
 * Holds `path` until disposed; waits while another living process holds it.
 * A process id alone can be reused, so a holder is a process id and the start time of that process.
 */
export async function holdLock(path: string, options: { signal: AbortSignal; onWait?: (pid: number) => void }): Promise<AsyncDisposable> {
  const mine = await ourselves();
  let told = false;
  for (;;) {
    options.signal.throwIfAborted();
    if (await create(path, mine)) return held(path);
    const holder = await read(path);
    if (holder === undefined) continue;
    if (!(await isAlive(path, holder, mine))) {
      await takeAway(path, holder);
      continue;
    }
    if (!told) options.onWait?.(holder.pid);
    told = true;
    await sleep(LOOK_AGAIN_MS, undefined, { signal: options.signal });
  }
}

async function ourselves(): Promise<Holder> {
  return {
    pid: process.pid,
    startedAtTicks: (await startTicks(process.pid)) ?? "",
    bootId: (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim(),
    pidNamespace: await readlink("/proc/self/ns/pid"),
  };
}

// Field 22 of /proc/PID/stat; the command name before it may hold spaces and brackets.
async function startTicks(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19];
}

// A link appears with its whole content, so nobody reads a half-written lock.
async function create(path: string, mine: Holder): Promise<boolean> {
  const complete = `${path}.${process.pid}.${crypto.randomUUID()}`;
  await writeFile(complete, JSON.stringify(mine));
  try {
    await link(complete, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(complete, { force: true });
  }
}

function held(path: string): AsyncDisposable {
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), BEAT_MS);
  beat.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(beat);
      await rm(path, { force: true });
    },
  };
}

async function read(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Holder;
  } catch {
    // A lock appears whole, so a damaged one is what a power cut left.
    return { pid: 0, startedAtTicks: "", bootId: "", pidNamespace: "" };
  }
}

async function isAlive(path: string, holder: Holder, mine: Holder): Promise<boolean> {
  if (holder.pid === 0) return false;
  if (holder.bootId === mine.bootId && holder.pidNamespace === mine.pidNamespace) {
    return (await startTicks(holder.pid)) === holder.startedAtTicks;
  }
  const beatAt = await stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
  return Date.now() - beatAt < SILENT_MS;
}

// Of two that find the same dead holder one may already hold the lock anew: what was moved away is looked at again.
async function takeAway(path: string, dead: Holder): Promise<void> {
  const aside = `${path}.dead.${crypto.randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await read(aside);
  if (moved !== undefined && JSON.stringify(moved) !== JSON.stringify(dead)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
