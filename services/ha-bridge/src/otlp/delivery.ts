import type { EpochMs } from "@tiles/kit/clock";
import { gunzipSync, gzipSync } from "node:zlib";
import type { PendingFrame } from "../spool/frame-table.ts";
import type { Lane } from "../spool/frame.ts";
import type { Spool } from "../spool/spool.ts";
import { countPoints, type Signal, splitRequest } from "./split.ts";

/** A request, or what splits have left of it. */
export interface Part {
  readonly gzipped: Uint8Array;
  readonly points: number;
}

/** One or more frames on their way as one request. */
export interface Delivery {
  readonly frames: readonly PendingFrame[];
  readonly points: number;
  /** What is still to be sent, the next one first. */
  parts: readonly Part[];
  /** Parts of it were sent or split, so it is not the request of its frames any more. */
  begun: boolean;
}

/** How far small frames are merged. */
export interface MergeLimits {
  readonly rawBytes: number;
  readonly points: number;
  /** What is older shares no request with what is newer: some stores take or refuse a request as a whole. */
  readonly oldBeforeMs: EpochMs;
}

/** `first` and the frames after it that fit into one request; undefined when none could be read. */
export async function takeDelivery(spool: Spool, first: PendingFrame, lane: Lane | undefined, limits: MergeLimits): Promise<Delivery | undefined> {
  const isOld = ({ minAtMs }: PendingFrame): boolean => minAtMs < limits.oldBeforeMs;
  const frames: PendingFrame[] = [];
  const bodies: Uint8Array[] = [];
  let points = 0;
  let rawBytes = 0;
  for (let next: PendingFrame | undefined = first; next !== undefined; next = spool.next(lane, next.seq)) {
    const isFirst = frames.length === 0;
    if (!isFirst && (points + next.points > limits.points || isOld(next) !== isOld(first))) break;
    const body = await spool.read(next.seq);
    if (body === undefined) continue;
    rawBytes += rawLength(body);
    if (!isFirst && rawBytes > limits.rawBytes) break;
    points += next.points;
    frames.push(next);
    bodies.push(body);
  }
  return deliveryOf(frames, bodies);
}

/** Replaces the first part by its halves; false when it is a single point, or nothing that can be split. */
export function splitFirst(delivery: Delivery, signal: Signal): boolean {
  const [part, ...rest] = delivery.parts;
  const halves = part === undefined ? undefined : halvesOf(part, signal);
  if (halves === undefined) return false;
  delivery.begun = true;
  delivery.parts = [...halves, ...rest];
  return true;
}

/** The request before compression; undefined when it is not gzip. */
export function rawOf({ gzipped }: Part): Uint8Array | undefined {
  try {
    return gunzipSync(gzipped);
  } catch {
    return undefined;
  }
}

export function rawLength(gzipped: Uint8Array): number {
  // gzip ends with the length of what is in it.
  const { buffer, byteOffset, length } = gzipped;
  return length < 4 ? 0 : new DataView(buffer, byteOffset, length).getUint32(length - 4, true);
}

export function compress(raw: Uint8Array): Uint8Array {
  // Level 1 is several times faster than the default and costs a tenth more bytes.
  return gzipSync(raw, { level: 1 });
}

function deliveryOf(frames: readonly PendingFrame[], bodies: readonly Uint8Array[]): Delivery | undefined {
  const [frame] = frames;
  const [body] = bodies;
  if (frame === undefined || body === undefined) return undefined;
  if (bodies.length > 1) {
    const raws = bodies.map((gzipped) => rawOf({ gzipped, points: 0 })).filter((raw) => raw !== undefined);
    if (raws.length === bodies.length) {
      const points = frames.reduce((sum, one) => sum + one.points, 0);
      return { frames, points, parts: [{ gzipped: compress(Buffer.concat(raws)), points }], begun: false };
    }
  }
  return { frames: [frame], points: frame.points, parts: [{ gzipped: body, points: frame.points }], begun: false };
}

function halvesOf(part: Part, signal: Signal): Part[] | undefined {
  const raw = rawOf(part);
  if (raw === undefined) return undefined;
  try {
    return splitRequest(raw, signal)?.map((half) => ({ gzipped: compress(half), points: countPoints(half, signal) }));
  } catch (error) {
    // Bytes that are no request of this signal.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
