import type { Affinity } from "../affinity.ts";
import { cpuMsOf } from "../process-usage.ts";
import type { MeasuredProcess } from "../measured-process.ts";
import { startSdkGauges } from "./alternatives.ts";
import { type Bed, startBed } from "./bed.ts";
import { startBridge } from "./bridge-process.ts";

export interface SameJobOptions {
  readonly entities: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

const WARM_UP_SECONDS = 5;
const ACCEPT_DEADLINE_MS = 60_000;

/** CPU time per change of the bridge, in microseconds, at the pace of a house. */
export async function measureAtPace(options: SameJobOptions): Promise<number> {
  const { affinity, signal } = options;
  await using bed = await startBed(options.entities, signal);
  bed.tape.recording = false;
  const where = { url: bed.url, token: bed.token, endpoint: bed.sink.endpoint, heartbeat: "60s" };
  await using bridge = await startBridge({ ...where, affinity, profile: undefined, signal });
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  return await costOf(bridge, bed, options);
}

/** The same for gauges of the SDK that are exported every `intervalMs`. */
export async function measureSdk(options: SameJobOptions, intervalMs: number): Promise<number> {
  const { affinity, signal } = options;
  await using bed = await startBed(options.entities, signal);
  bed.tape.recording = false;
  await using program = await startSdkGauges({ bed, affinity, signal }, intervalMs);
  return await costOf(program, bed, options);
}

async function costOf(program: MeasuredProcess, bed: Bed, { perSecond, seconds }: SameJobOptions): Promise<number> {
  await bed.steady(perSecond, WARM_UP_SECONDS);
  const beforeMs = await cpuMsOf(program.pid);
  const changes = await bed.steady(perSecond, seconds);
  return (((await cpuMsOf(program.pid)) - beforeMs) * 1000) / changes;
}
