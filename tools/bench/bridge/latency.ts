import { gunzipSync } from "node:zlib";
import { decodeMetrics } from "@tiles/testkit/otlp-receiver/decode-metrics";
import { changeMs } from "./change-ms.ts";
import type { TapeEntry } from "./tape.ts";

export interface Latency {
  readonly changes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Changes of which no sample was accepted. */
  readonly missing: number;
}

/** How long each change on the tape took from its own time to the answer to the first request with a sample of it. */
export function latencyOf(entries: readonly TapeEntry[]): Latency {
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
