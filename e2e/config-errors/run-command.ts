import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const END_WITHIN_MS = 20_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From before the process was there until it was gone. */
  readonly tookMs: number;
}

/** One command of ha-bridge as a process of its own, which has to end by itself. */
export async function runCommand(...args: string[]): Promise<Ended> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"], timeout: END_WITHIN_MS, killSignal: "SIGKILL" });
  const [[code], stdout, stderr] = await Promise.all([once(child, "exit") as Promise<[number | null]>, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr, tookMs: performance.now() - startedAt };
}
