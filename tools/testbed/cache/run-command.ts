import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import process from "node:process";
import { finished } from "node:stream/promises";
import type { RunOptions } from "../component.ts";
import { guarded } from "../process/guarded.ts";
import { TestbedError } from "../testbed-error.ts";

const TAIL_LINES = 25;
const HEARTBEAT_MS = 15_000;

export type CommandContext = {
  readonly component: string;
  readonly logFile: string;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
};

/** Runs a program at low priority, its output into the log; answers what it wrote to stdout. */
export async function runCommand(context: CommandContext, command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const log = createWriteStream(context.logFile, { flags: "a" });
  log.write(`\n$ ${command} ${args.join(" ")}\n`);
  // The least of priorities: what is made here is waited for by a person who has other things on this machine.
  const child = spawn(...guarded("nice", ["-n", "15", command, ...args]), {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    signal: context.signal,
  });
  let stdout = "";
  let last = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    log.write(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    last = chunk.toString().trim().split("\n").at(-1) ?? last;
    log.write(chunk);
  });
  const startedAt = performance.now();
  const heartbeat = setInterval(() => {
    context.tell(`  still at it after ${seconds(performance.now() - startedAt)}${last === "" ? "" : `: ${last.slice(0, 100)}`}`);
  }, HEARTBEAT_MS);
  try {
    const outcome = await ended(child);
    log.end();
    await finished(log);
    if (outcome === "exit code 0") return stdout;
    context.signal.throwIfAborted();
    throw new TestbedError(
      "TESTBED_GET",
      `${context.component}: ${[basename(command), ...args].join(" ").slice(0, 60)} failed: ${outcome}.\n${await tail(context.logFile)}\n${options.advice ?? "Run it again: what was downloaded is kept."} The whole log: ${context.logFile}`,
    );
  } finally {
    clearInterval(heartbeat);
  }
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export async function tail(file: string, lines = TAIL_LINES): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  const kept = text.trimEnd().split("\n").slice(-lines);
  return kept.map((line) => `  | ${line.slice(0, 400)}`).join("\n");
}

function ended(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal === null ? `exit code ${code}` : `ended by ${signal}`));
  });
}
