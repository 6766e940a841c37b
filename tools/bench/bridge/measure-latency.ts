import type { Affinity } from "../affinity.ts";
import { cpuMsOf } from "../process-usage.ts";
import { startBed } from "./bed.ts";
import { startBridge } from "./bridge-process.ts";
import { type Latency, latencyOf } from "./latency.ts";

export interface LatencyOptions {
  readonly entities: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

export interface LoadedLatency extends Latency {
  /** Part of one core that the bridge used. */
  readonly coreShare: number;
}

const WARM_UP_SECONDS = 3;
const ACCEPT_DEADLINE_MS = 60_000;

/** How long each change of a steady load took from its event in Home Assistant to the store's answer. */
export async function measureLatency({ entities, perSecond, seconds, affinity, signal }: LatencyOptions): Promise<LoadedLatency> {
  await using bed = await startBed(entities, signal);
  const where = { url: bed.tappedUrl, token: bed.token, endpoint: bed.sink.endpoint, heartbeat: "60s" };
  await using bridge = await startBridge({ ...where, affinity, profile: undefined, signal });
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  await bed.steady(perSecond, WARM_UP_SECONDS);
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  const from = bed.tape.entries.length;
  const beforeMs = await cpuMsOf(bridge.pid);
  await bed.steady(perSecond, seconds);
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  const usedMs = (await cpuMsOf(bridge.pid)) - beforeMs;
  return { ...latencyOf(bed.tape.entries.slice(from)), coreShare: usedMs / 1000 / seconds };
}
