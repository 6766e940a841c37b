import { gunzipSync } from "node:zlib";
import { decodeMetrics } from "@tiles/testkit/otlp-receiver/decode-metrics";
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
  const counts = { delivered: 0 };
  bed.tape.listeners.add((entry) => {
    if (entry.kind !== "body") return;
    for (const { attributes } of decodeMetrics(gunzipSync(entry.bytes))) {
      if (String(attributes["entity_id"]).startsWith("sensor.backlog_")) counts.delivered += 1;
    }
  });
  const where = { url: bed.tappedUrl, token: bed.token, endpoint: bed.sink.endpoint, heartbeat: "60s", metrics: { backlogRate } };
  await using _bridge = await startBridge({ ...where, affinity, profile: undefined, signal, prepare: (stateDir) => fillSpool(stateDir, backlog) });
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
