import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Affinity } from "../affinity.ts";
import { startMeasured } from "../measured-process.ts";
import { cpuMsOf } from "../process-usage.ts";
import { startBed } from "./bed.ts";
import { startBridge } from "./bridge-process.ts";
import { type TapeEntry, writeTape } from "./tape.ts";

export interface ChangesOptions {
  readonly entities: number;
  readonly perSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
}

/** What was spent on one steady load, from the first frame to the last accepted request. */
export interface ChangesCost {
  readonly changes: number;
  readonly requests: number;
  readonly oursMs: number;
  readonly parseMs: number;
  readonly gzipMs: number;
  /** Both once more in a tight loop. */
  readonly tightMs: number;
  /** The same requests through the spool alone, which is a part of `oursMs`. */
  readonly spoolMs: number;
  /** How long a request waited for the disk to have it. */
  readonly diskP50Ms: number;
  readonly diskP99Ms: number;
}

type Durable = Pick<ChangesCost, "spoolMs" | "diskP50Ms" | "diskP99Ms">;

interface Floor {
  readonly parseMs: number;
  readonly gzipMs: number;
  readonly tightMs: number;
}

const floorProgram = fileURLToPath(new URL("floor-program.ts", import.meta.url));
const spoolProgram = fileURLToPath(new URL("spool-program.ts", import.meta.url));
const ACCEPT_DEADLINE_MS = 60_000;
const FLOOR_DEADLINE_MS = 120_000;

/** The bridge under a steady load, and then the floor: the very frames and requests of that load. */
export async function measureChanges(options: ChangesOptions): Promise<ChangesCost> {
  const { entities, perSecond, affinity, signal, profile } = options;
  await using bed = await startBed(entities, signal);
  const { tape } = bed;
  let oursMs = 0;
  let changes = 0;
  let warmFrom = 0;
  let workFrom = 0;
  {
    // The longest heartbeat: what is repeats in these numbers is least.
    const where = { url: bed.tappedUrl, token: bed.token, endpoint: bed.sink.endpoint, heartbeat: "4m" };
    await using bridge = await startBridge({ ...where, affinity, profile, signal });
    await bed.untilAccepted(ACCEPT_DEADLINE_MS);
    warmFrom = tape.entries.length;
    await bed.steady(perSecond, options.warmUpSeconds);
    await bed.untilAccepted(ACCEPT_DEADLINE_MS);
    workFrom = tape.entries.length;
    const beforeMs = await cpuMsOf(bridge.pid);
    changes = await bed.steady(perSecond, options.seconds);
    await bed.untilAccepted(ACCEPT_DEADLINE_MS);
    oursMs = (await cpuMsOf(bridge.pid)) - beforeMs;
    tape.recording = false;
  }
  const work = tape.entries.slice(workFrom);
  const parts = [tape.entries.slice(0, warmFrom), tape.entries.slice(warmFrom, workFrom), work];
  const requests = work.filter(({ kind }) => kind === "body").length;
  return { changes, requests, oursMs, ...(await floorOf(parts, affinity, signal)), ...(await durableOf(work, affinity, signal)) };
}

async function floorOf(parts: readonly (readonly TapeEntry[])[], affinity: Affinity, signal: AbortSignal): Promise<Floor> {
  const folder = await mkdtemp(join(tmpdir(), "tiles-bench-floor-"));
  try {
    const files = parts.map((_, index) => join(folder, `${index}.tape`));
    for (const [index, part] of parts.entries()) await writeTape(files[index] ?? "", part);
    await using floor = startMeasured({ affinity, args: [floorProgram, ...files], signal });
    const line = await floor.line("the floor", (text) => text.startsWith("{"), FLOOR_DEADLINE_MS);
    const { parseMs, gzipMs, tightMs } = JSON.parse(line) as Floor;
    return { parseMs, gzipMs, tightMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function durableOf(work: readonly TapeEntry[], affinity: Affinity, signal: AbortSignal): Promise<Durable> {
  const folder = await mkdtemp(join(tmpdir(), "tiles-bench-spool-"));
  try {
    const file = join(folder, "work.tape");
    await writeTape(file, work);
    await using spool = startMeasured({ affinity, args: [spoolProgram, join(folder, "spool"), file], signal });
    return JSON.parse(await spool.line("the spool", (text) => text.startsWith("{"), FLOOR_DEADLINE_MS)) as Durable;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
