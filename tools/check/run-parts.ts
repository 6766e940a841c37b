import type { Part } from "./parts.ts";
import { runProgram } from "./run-program.ts";

export interface PartsOptions {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  /** How many run at a time. */
  readonly atOnce: number;
}

export interface PartResult {
  readonly name: string;
  readonly ok: boolean;
}

/** Runs the parts and prints one line for each as it ends, and what it said only when it failed. Results in the order of `parts`. */
export async function runParts(parts: readonly Part[], { root, signal, print, atOnce }: PartsOptions): Promise<readonly PartResult[]> {
  const results: PartResult[] = [];
  const waiting = [...parts.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { name, command, deadlineMs }] = next;
      const { ok, output, elapsedMs } = await runProgram(command, { cwd: root, signal, deadlineMs });
      results[index] = { name, ok };
      print(`${ok ? "ok    " : "FAILED"} ${name.padEnd(16)} ${(elapsedMs / 1000).toFixed(1)} s`);
      if (!ok) print(`\n${output.trim()}\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
