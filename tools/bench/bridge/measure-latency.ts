import { gunzipSync } from "node:zlib";
import { decodeMetrics } from "@tiles/testkit/otlp-receiver/decode-metrics";
import type { Affinity } from "../affinity.ts";
import { cpuMsOf } from "../process-usage.ts";
import { changeMs, startBed } from "./bed.ts";
import { startBridge } from "./bridge-process.ts";
import type { TapeEntry } from "./tape.ts";

export interface LatencyOptions {
  readonly entities: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

export interface Latency {
  readonly changes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Changes of which no sample was accepted. */
  readonly missing: number;
  /** Part of one core that the bridge used. */
  readonly coreShare: number;
}

const WARM_UP_SECONDS = 3;
const ACCEPT_DEADLINE_MS = 60_000;

/** How long each change of a steady load took from its event in Home Assistant to the store's answer. */
export async function measureLatency({ entities, perSecond, seconds, affinity, signal }: LatencyOptions): Promise<Latency> {
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

function latencyOf(entries: readonly TapeEntry[]): Omit<Latency, "coreShare"> {
  const happened = new Map<string, number>();
  const waited: number[] = [];
  for (const { kind, bytes } of entries) {
    if (kind === "frame") for (const [entityId, seconds] of changesIn(bytes)) happened.set(keyOf(entityId, changeMs(seconds)), seconds * 1000);
  }
  const changes = happened.size;
  for (const { kind, bytes, atMs } of entries) {
    if (kind !== "body") continue;
    for (const { attributes, timeMs } of decodeMetrics(gunzipSync(bytes))) {
      const key = keyOf(String(attributes["entity_id"]), timeMs);
      const eventMs = happened.get(key);
      if (eventMs === undefined) continue;
      happened.delete(key);
      waited.push(atMs - eventMs);
    }
  }
  waited.sort((one, other) => one - other);
  const quantile = (share: number) => waited[Math.min(waited.length - 1, Math.floor(waited.length * share))] ?? Number.NaN;
  return { changes, missing: happened.size, p50Ms: quantile(0.5), p99Ms: quantile(0.99), maxMs: quantile(1) };
}

function* changesIn(frame: Buffer): Generator<readonly [entityId: string, seconds: number]> {
  const messages = [JSON.parse(frame.toString())].flat() as { event?: { c?: Record<string, { "+"?: { lc?: number } }> } }[];
  for (const { event } of messages) {
    for (const [entityId, diff] of Object.entries(event?.c ?? {})) if (diff["+"]?.lc !== undefined) yield [entityId, diff["+"].lc];
  }
}

function keyOf(entityId: string, atMs: number): string {
  return `${entityId} ${atMs}`;
}
