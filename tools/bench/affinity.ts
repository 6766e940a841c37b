import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import process from "node:process";

/** Which cores belong to what is measured and which to everything around it. */
export interface Affinity {
  readonly cores: number;
  readonly pinned: boolean;
  /** Program and arguments, so that it runs on the measured core. */
  measured(program: string, args: readonly string[]): readonly [program: string, args: readonly string[]];
}

/** Moves this process, and so the doubles it starts, off the last core, which is kept for what is measured. */
export function shareCores(): Affinity {
  const cores = availableParallelism();
  const last = cores - 1;
  const moved = cores > 1 && spawnSync("taskset", ["-a", "-c", "-p", `0-${last - 1}`, String(process.pid)]).status === 0;
  if (!moved) return { cores, pinned: false, measured: (program, args) => [program, args] };
  return { cores, pinned: true, measured: (program, args) => ["taskset", ["-c", String(last), program, ...args]] };
}
