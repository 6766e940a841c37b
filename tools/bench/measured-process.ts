import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Affinity } from "./affinity.ts";

/** A program whose CPU time and memory are looked at from outside. */
export interface MeasuredProcess extends AsyncDisposable {
  readonly pid: number;
  /** Lines of its standard output so far. */
  readonly lines: readonly string[];
  /** The first line at or after `from` that fits; throws when the process ends or the deadline passes without one. */
  line(what: string, fits: (line: string) => boolean, deadlineMs: number, from?: number): Promise<string>;
  write(line: string): void;
}

export interface MeasuredOptions {
  readonly affinity: Affinity;
  readonly args: readonly string[];
  /** Arguments of Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly signal: AbortSignal;
}

const STOP_DEADLINE_MS = 30_000;

export function startMeasured({ affinity, args, nodeArgs = [], signal }: MeasuredOptions): MeasuredProcess {
  const [program, programArgs] = affinity.measured(process.execPath, [...nodeArgs, ...args]);
  const child = spawn(program, programArgs, { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, NO_COLOR: "1" } });
  const lines: string[] = [];
  const heard = new Set<() => void>();
  const wake = () => {
    for (const listener of heard) listener();
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  child.on("close", wake);
  child.on("error", wake);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

  return {
    pid: child.pid ?? 0,
    lines,
    line(what, fits, deadlineMs, from = 0) {
      return new Promise((resolve, reject) => {
        const done = new AbortController();
        const fail = (why: string) =>
          settle(() =>
            reject(new Error(`${args[0]}: waiting for ${what} failed: ${why}. Its last lines: ${lines.slice(-5).join(" | ")} [BENCH_PROCESS]`)),
          );
        const settle = (end: () => void) => {
          heard.delete(look);
          clearTimeout(timer);
          done.abort();
          end();
        };
        const look = () => {
          const found = lines.slice(from).find(fits);
          if (found !== undefined) settle(() => resolve(found));
          else if (hasEnded()) fail(`it ended with ${child.exitCode ?? child.signalCode}`);
        };
        const timer = setTimeout(() => fail(`nothing within ${deadlineMs / 1000} s`), deadlineMs);
        signal.addEventListener("abort", () => settle(() => reject(signal.reason as Error)), { once: true, signal: done.signal });
        heard.add(look);
        look();
      });
    },
    write: (line) => void child.stdin.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      if (hasEnded()) return;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
      await exited;
      clearTimeout(late);
    },
  };
}
