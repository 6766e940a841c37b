import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";
import { tail } from "../cache/run-command.ts";
import { TestbedError } from "../testbed-error.ts";
import { guarded } from "./guarded.ts";
import { until } from "./until.ts";

export type ProgramOptions = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Output of all starts, one after the other. */
  readonly logFile: string;
  /** Asked until it says true; an exception means not yet. */
  readonly isReady: (signal: AbortSignal) => Promise<boolean>;
  readonly readyWithinMs: number;
  /** How long it may take to end after SIGTERM before it gets SIGKILL. */
  readonly endWithinMs?: number;
};

/** A program of the test bed: it can be stopped, killed, frozen and started again with the same port and data. */
export type Program = AsyncDisposable & {
  readonly logFile: string;
  /** Undefined while it is stopped. */
  pid(): number | undefined;
  isRunning(): boolean;
  start(signal?: AbortSignal): Promise<void>;
  /** Asks it to end and waits; ends it the hard way after its deadline. */
  stop(): Promise<void>;
  /** Sends a signal and waits until it has ended. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Freezes it: connections stay open, nothing answers. */
  pause(): void;
  resume(): void;
  log(): Promise<string>;
};

const END_WITHIN_MS = 10_000;
const LOG_LINES = 40;
const children = new Set<ChildProcess>();

export function program(options: ProgramOptions): Program {
  let child: ChildProcess | undefined;
  const running = () => (child !== undefined && child.exitCode === null && child.signalCode === null ? child : undefined);
  const end = async (signal: NodeJS.Signals, withinMs: number) => {
    const ending = running();
    if (ending === undefined) return;
    const gone = new Promise<void>((resolve) => void ending.once("exit", () => resolve()));
    // Unlike its running, its ending is waited for.
    ending.ref();
    // A frozen process does not see SIGTERM before it goes on.
    if (signal !== "SIGKILL") ending.kill("SIGCONT");
    ending.kill(signal);
    const hard = setTimeout(() => ending.kill("SIGKILL"), withinMs);
    await gone;
    clearTimeout(hard);
  };
  const stop = () => end("SIGTERM", options.endWithinMs ?? END_WITHIN_MS);
  return {
    logFile: options.logFile,
    pid: () => running()?.pid,
    isRunning: () => running() !== undefined,
    async start(signal) {
      if (running() !== undefined) return;
      child = launch(options);
      await readyOrFail(options, child, signal).catch(async (error: unknown) => {
        await end("SIGKILL", 0);
        throw error;
      });
    },
    stop,
    kill: (signal = "SIGKILL") => end(signal, options.endWithinMs ?? END_WITHIN_MS),
    pause: () => void running()?.kill("SIGSTOP"),
    resume: () => void running()?.kill("SIGCONT"),
    log: () => readFile(options.logFile, "utf8"),
    [Symbol.asyncDispose]: stop,
  };
}

function launch(options: ProgramOptions): ChildProcess {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const output = openSync(options.logFile, "a");
  const [command, args] = guarded(options.command, options.args);
  const env = { ...process.env, ...options.env };
  // A group of its own: Ctrl-C in a terminal reaches us alone, and we end what we started in our own order.
  const child = spawn(command, args, {
    stdio: ["ignore", output, output],
    env,
    detached: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  closeSync(output);
  if (process.listeners("exit").every((listener) => listener !== endAll)) process.on("exit", endAll);
  children.add(child);
  child.once("exit", () => children.delete(child));
  child.once("error", () => children.delete(child));
  // A running program must not keep our process alive.
  child.unref();
  return child;
}

function endAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

async function readyOrFail(options: ProgramOptions, child: ChildProcess, signal: AbortSignal | undefined): Promise<void> {
  let ended: string | undefined;
  child.once("exit", (code, by) => (ended = by === null ? `it ended with exit code ${code}` : `it was ended by ${by}`));
  child.once("error", (error) => (ended = error.message));
  const deadline = AbortSignal.timeout(options.readyWithinMs);
  const either = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  const ready = await until(options.name, options.readyWithinMs, async () => ended !== undefined || (await options.isReady(either)), signal).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      return error instanceof Error ? error : new Error(String(error));
    },
  );
  if (ready === true && ended === undefined) return;
  const cameBack = ended ?? (ready instanceof Error ? ready.message : "no answer");
  throw new TestbedError(
    "TESTBED_START",
    `${options.name}: starting it failed: ${cameBack}.\n${await tail(options.logFile, LOG_LINES)}\nIts last lines are above.`,
    ready instanceof Error ? { cause: ready } : {},
  );
}
