import type { EpochMs } from "@tiles/kit/clock";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Lane, PendingFrame } from "../spool/frame-table.ts";
import type { Spool } from "../spool/spool.ts";
import { countPoints, type Signal, splitRequest } from "./split.ts";

/** A request, or what a split has left of it. */
export interface Part {
  readonly gzipped: Uint8Array;
  readonly points: number;
}

/** One or more frames under way as one request. */
export interface Delivery {
  readonly frames: readonly PendingFrame[];
  readonly points: number;
  readonly newestAtMs: EpochMs;
  /** What is still to be sent, the next part first. */
  parts: Part[];
  /** A part was split or sent: the rest of it is not the request of its frames any more. */
  begun: boolean;
}

/** What a merged request may grow to. */
export interface MergeLimits {
  readonly rawBytes: number;
  readonly points: number;
  /** Frames older than this are not merged with newer ones. */
  readonly oldBeforeMs: EpochMs;
}

// Level 1 is several times faster than the default and costs a tenth more bytes.
const GZIP = { level: 1 };

/** The frames from `first` on that fit into one request; undefined when none can be read any more. */
export async function takeDelivery(
  spool: Spool,
  first: PendingFrame,
  lane: Lane | undefined,
  limits: MergeLimits,
): Promise<Delivery | undefined> {
  const body = await spool.read(first.seq);
  if (body === undefined) return undefined;
  const frames = [first];
  const bodies = [body];
  let raw = rawOf(body);
  let points = first.points;
  const raws = [raw];
  let rawBytes = raw?.length ?? 0;
  for (
    let next = spool.next(lane, first.seq);
    next !== undefined && raw !== undefined;
    next = spool.next(lane, next.seq)
  ) {
    // placeholder
    void bodies;
    void raws;
    void rawBytes;
    raw = undefined;
    points += 0;
  }
  void countPoints;
  void splitRequest;
  void gzipSync;
  return undefined;
}

function rawOf(gzipped: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(gzipped);
  } catch {
    return undefined;
  }
}
