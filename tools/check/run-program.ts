import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";

export interface ProgramOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Where its output goes as it comes; gathered in `output` when absent. */
  readonly tell?: (text: string) => void;
}

export interface Ended {
  readonly ok: boolean;
  /** What it wrote to both outputs, in order, and why it was ended when we did that. Empty with `tell`. */
  readonly output: string;
  readonly elapsedMs: number;
}

// The programs write into a pipe, so they cannot see for themselves where it ends.
const COLOR = process.stdout.isTTY && process.env["NO_COLOR"] === undefined ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
// Time to put away what was begun (vitest ends its workers) before it is ended the hard way.
const GRACE_MS = 5_000;

/** Runs a program of this workspace (`oxfmt`, `vitest`, `node`, ...) to its end, without standard input. */
export async function runProgram([command, ...args]: readonly [string, ...string[]], options: ProgramOptions): Promise<Ended> {
  const { cwd, signal, deadlineMs, tell } = options;
  const startedAt = performance.now();
  const written: string[] = [];
  const write = tell ?? ((text: string) => void written.push(text));
  const child = spawn(command, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...COLOR, PATH: searchPath(cwd), ...options.env },
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", write);

  const stop = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  let killing: NodeJS.Timeout | undefined;
  const end = () => {
    write(`\n${command}: ended, ${signal.aborted ? "as asked" : `it took more than ${deadlineMs / 1000} s`}\n`);
    child.kill("SIGTERM");
    killing = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  };
  if (stop.aborted) end();
  else stop.addEventListener("abort", end, { once: true });

  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
    child.on("error", (error) => {
      write(`${command}: ${error.message}\n`);
      resolve(null);
    });
  });
  stop.removeEventListener("abort", end);
  clearTimeout(killing);
  return { ok: code === 0 && !stop.aborted, output: written.join(""), elapsedMs: performance.now() - startedAt };
}

/** The workspace's programs first, and for their `#!/usr/bin/env node` the Node that runs this. */
function searchPath(root: string): string {
  return [join(root, "node_modules", ".bin"), dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
}
