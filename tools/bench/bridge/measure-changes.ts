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
}

interface Floor {
  readonly parseMs: number;
  readonly gzipMs: number;
  readonly tightMs: number;
}

const floorProgram = fileURLToPath(new URL("floor-program.ts", import.meta.url));
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
  return { changes, requests: work.filter(({ kind }) => kind === "body").length, oursMs, ...(await floorOf(parts, affinity, signal)) };
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
