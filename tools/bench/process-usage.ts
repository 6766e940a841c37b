import { readdir, readFile } from "node:fs/promises";

/** CPU time of a process and all its threads, in milliseconds, as the kernel's scheduler counts it. */
export async function cpuMsOf(pid: number): Promise<number> {
  const tasks = await readdir(`/proc/${pid}/task`).catch((cause: unknown) => {
    throw new Error(`process ${pid}: reading its CPU time failed: no /proc/${pid}. The bench needs Linux and a living process. [BENCH_PROC]`, {
      cause,
    });
  });
  // The stat file counts in ticks of 10 ms; the scheduler's counts nanoseconds, thread by thread.
  const times = await Promise.all(
    tasks.map(async (task) => Number((await readFile(`/proc/${pid}/task/${task}/schedstat`, "utf8").catch(() => "0")).split(" ")[0])),
  );
  return times.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

export interface MemoryUse {
  readonly rssMb: number;
  /** The most it ever was. */
  readonly peakMb: number;
}

/** Resident memory in megabytes of a million bytes. */
export async function memoryOf(pid: number): Promise<MemoryUse> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const mb = (name: string) => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) * 1024) / 1e6;
  return { rssMb: mb("VmRSS"), peakMb: mb("VmHWM") };
}
