import { gunzipSync } from "node:zlib";
import { countPoints } from "@tiles/testkit/otlp-receiver/count-points";
import { setTimeout as sleep } from "node:timers/promises";
import type { Affinity } from "../affinity.ts";
import { startBed } from "./bed.ts";
import { startBridge } from "./bridge-process.ts";
import { type Backlog, fillSpool } from "./fill-spool.ts";
import { type Latency, latencyOf } from "./latency.ts";

export interface BacklogOptions {
  readonly entities: number;
  readonly livePerSecond: number;
  readonly backlog: Backlog;
  readonly backlogRate: number;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

export interface BacklogResult {
  readonly live: Latency;
  readonly backlogSamples: number;
  readonly deliveredSamples: number;
  readonly deliveredInSeconds: number;
}

const ACCEPT_DEADLINE_MS = 60_000;
const DELIVER_DEADLINE_MS = 600_000;

/** The bridge comes back with a backlog on its disk: how fast that goes, and what live changes have of it. */
export async function measureBacklog(options: BacklogOptions): Promise<BacklogResult> {
  const { entities, livePerSecond, backlog, backlogRate, affinity, signal } = options;
  await using bed = await startBed(entities, signal);
  const wanted = backlog.seconds * backlog.samplesPerSecond;
  const counts = { delivered: 0, firstMs: 0 };
  // No two samples of the backlog have the same millisecond, and nothing else is of that time; one that comes twice counts once.
  const there = new Uint8Array(backlog.seconds * 1000);
  bed.tape.listeners.add((entry) => {
    if (entry.kind !== "body") return;
    countPoints(gunzipSync(entry.bytes), (timeMs) => {
      const at = Math.round(timeMs) - counts.firstMs;
      if (there[at] !== 0) return;
      there[at] = 1;
      counts.delivered += 1;
    });
  });
  const where = { url: bed.tappedUrl, token: bed.token, endpoint: bed.sink.endpoint, heartbeat: "60s", metrics: { backlogRate } };
  const prepare = async (stateDir: string) => void (counts.firstMs = await fillSpool(stateDir, backlog));
  await using _bridge = await startBridge({ ...where, affinity, profile: undefined, signal, prepare });
  const startedMs = performance.now();
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  const from = bed.tape.entries.length;
  const deadlineMs = startedMs + DELIVER_DEADLINE_MS;
  while (counts.delivered < wanted && performance.now() < deadlineMs) await bed.steady(livePerSecond, 1);
  const deliveredInSeconds = (performance.now() - startedMs) / 1000;
  await bed.untilAccepted(ACCEPT_DEADLINE_MS);
  await sleep(500, undefined, { signal });
  return { live: latencyOf(bed.tape.entries.slice(from)), backlogSamples: wanted, deliveredSamples: counts.delivered, deliveredInSeconds };
}
