import { setTimeout as sleep } from "node:timers/promises";
import type { Affinity } from "../affinity.ts";
import { cpuMsOf, type MemoryUse, memoryOf } from "../process-usage.ts";
import { startBed } from "./bed.ts";
import { startBridge } from "./bridge-process.ts";

export interface IdleOptions {
  readonly entities: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

export interface Idle extends MemoryUse {
  /** Part of one core. */
  readonly coreShare: number;
}

const ACCEPT_DEADLINE_MS = 60_000;
/** What the start leaves behind is collected and compiled by then. */
const SETTLE_SECONDS = 5;

/** A house in which nothing happens: what is left are pings and the repeats of every series once a minute. */
export async function measureIdle({ entities, seconds, affinity, signal }: IdleOptions): Promise<Idle> {
  await using bed = await startBed(entities, signal);
  bed.tape.recording = false;
  const where = { url: bed.url, token: bed.token, endpoint: bed.sink.endpoint, heartbeat: "60s" };
  await using bridge = await startBridge({ ...where, affinity, profile: undefined, signal });
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  await sleep(SETTLE_SECONDS * 1000, undefined, { signal });
  const beforeMs = await cpuMsOf(bridge.pid);
  await sleep(seconds * 1000, undefined, { signal });
  const usedMs = (await cpuMsOf(bridge.pid)) - beforeMs;
  return { coreShare: usedMs / 1000 / seconds, ...(await memoryOf(bridge.pid)) };
}
