import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { kill, pid } from "node:process";
import { codeOf } from "./errors.ts";

/** This process, told apart from every other one, on this machine and on others. */
export interface Machine {
  host: string;
  /** Changes with every start of the kernel. */
  bootId: string;
  /** Process ids mean something only inside one of these (a container has its own). */
  pidNamespace: string;
  pid: number;
  /** Ticks since boot. Tells two processes with the same id apart; absent where the system does not tell it. */
  startTime?: string;
  /** Whether a process of this boot and namespace runs; undefined when that cannot be known for sure. */
  isAlive(pid: number, startTime: string | undefined): Promise<boolean | undefined>;
}

export async function thisMachine(): Promise<Machine> {
  const host = hostname();
  const own = await readStat(pid);
  return {
    host,
    // Without Linux's /proc the name of the host has to do; `isAlive` is less sure there.
    bootId: (await readText("/proc/sys/kernel/random/boot_id")) ?? host,
    pidNamespace: await readlink("/proc/self/ns/pid").catch(() => "none"),
    pid,
    ...(own === undefined ? {} : { startTime: own.startTime }),
    isAlive,
  };
}

async function isAlive(other: number, startTime: string | undefined): Promise<boolean | undefined> {
  try {
    kill(other, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (codeOf(error) === "ESRCH") return false;
  }
  const stat = await readStat(other);
  if (stat === undefined || startTime === undefined) return undefined;
  // A zombie has ended and only waits for its parent to notice.
  return stat.startTime === startTime && !["Z", "X"].includes(stat.state);
}

// proc(5): the second field is the name in parentheses, which may hold spaces; after it come state (3) ... start time (22).
const STATE_AFTER_NAME = 0;
const START_TIME_AFTER_NAME = 19;

async function readStat(of: number): Promise<{ state: string; startTime: string } | undefined> {
  const text = await readText(`/proc/${of}/stat`);
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  const state = fields?.[STATE_AFTER_NAME];
  const startTime = fields?.[START_TIME_AFTER_NAME];
  return state === undefined || startTime === undefined ? undefined : { state, startTime };
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}
