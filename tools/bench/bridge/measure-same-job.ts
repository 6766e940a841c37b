import type { Affinity } from "../affinity.ts";
import { cpuMsOf } from "../process-usage.ts";
import type { MeasuredProcess } from "../measured-process.ts";
import { type SdkOptions, startSdkGauges } from "./alternatives.ts";
import { type Bed, startBed } from "./bed.ts";
import { startBridge } from "./bridge-process.ts";

export interface SameJobOptions {
  readonly entities: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

export interface JobCost {
  readonly usPerChange: number;
  readonly requestsPerSecond: number;
}

const WARM_UP_SECONDS = 5;
const ACCEPT_DEADLINE_MS = 60_000;

/** The bridge at the pace of a house, repeats and all. */
export async function measureBridgeJob(options: SameJobOptions): Promise<JobCost> {
  const { affinity, signal } = options;
  await using bed = await startBed(options.entities, signal);
  bed.tape.recording = false;
  const where = { url: bed.url, token: bed.token, endpoint: bed.sink.endpoint, heartbeat: "60s" };
  await using bridge = await startBridge({ ...where, affinity, profile: undefined, signal });
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  return await costOf(bridge, bed, options);
}

/** The same house and pace through gauges of the SDK. */
export async function measureSdkJob(options: SameJobOptions, sdk: SdkOptions): Promise<JobCost> {
  const { affinity, signal } = options;
  await using bed = await startBed(options.entities, signal);
  bed.tape.recording = false;
  await using program = await startSdkGauges({ bed, affinity, signal }, sdk);
  return await costOf(program, bed, options);
}

async function costOf(program: MeasuredProcess, bed: Bed, { perSecond, seconds }: SameJobOptions): Promise<JobCost> {
  await bed.steady(perSecond, WARM_UP_SECONDS);
  const requestsBefore = bed.sink.counts.requests;
  const beforeMs = await cpuMsOf(program.pid);
  const changes = await bed.steady(perSecond, seconds);
  const usedMs = (await cpuMsOf(program.pid)) - beforeMs;
  return { usPerChange: (usedMs * 1000) / changes, requestsPerSecond: (bed.sink.counts.requests - requestsBefore) / seconds };
}
