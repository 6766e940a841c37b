import type { EpochMs } from "@tiles/kit/clock";
import { crc32 } from "node:zlib";

export type Lane = "live" | "backlog";

/** What is known of a frame besides its bytes. */
export interface FrameFacts {
  readonly lane: Lane;
  readonly points: number;
  readonly minAtMs: EpochMs;
  readonly maxAtMs: EpochMs;
}

/** One request on its way out, and what must be durable in the same step. */
export interface Frame extends FrameFacts {
  /** The gzipped request. */
  readonly body: Uint8Array;
  /** Opaque: handed back by the next open until a checkpoint covers the frame. */
  readonly ledger: Uint8Array;
}

export interface FrameHeader extends FrameFacts {
  readonly seq: number;
  readonly bodyLength: number;
  readonly ledgerLength: number;
  readonly bodyChecksum: number;
  readonly ledgerChecksum: number;
  readonly writtenAtMs: EpochMs;
}

/*
 * Layout, little endian: magic u32, checksum of the bytes 8..63 u32, lengths of body and ledger u32, checksums of
 * body and ledger u32, seq f64, points u32, lane u8, 3 zeros, minAt f64, maxAt f64, writtenAt f64; body; ledger.
 */
export const HEADER_BYTES = 64;
const MAGIC = Buffer.from("TSF1", "latin1");
const AFTER_CHECKSUM = 8;
const LANES = ["live", "backlog"] as const satisfies readonly Lane[];

export function frameSize(header: FrameHeader): number {
  return HEADER_BYTES + header.bodyLength + header.ledgerLength;
}

export function encodeFrame(seq: number, writtenAtMs: EpochMs, frame: Frame): Buffer {
  const { body, ledger } = frame;
  const bytes = Buffer.alloc(HEADER_BYTES + body.length + ledger.length);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(body.length, 8);
  bytes.writeUInt32LE(ledger.length, 12);
  bytes.writeUInt32LE(crc32(body), 16);
  bytes.writeUInt32LE(crc32(ledger), 20);
  bytes.writeDoubleLE(seq, 24);
  bytes.writeUInt32LE(frame.points, 32);
  bytes.writeUInt8(LANES.indexOf(frame.lane), 36);
  bytes.writeDoubleLE(frame.minAtMs, 40);
  bytes.writeDoubleLE(frame.maxAtMs, 48);
  bytes.writeDoubleLE(writtenAtMs, 56);
  bytes.writeUInt32LE(crc32(bytes.subarray(AFTER_CHECKSUM, HEADER_BYTES)), 4);
  bytes.set(body, HEADER_BYTES);
  bytes.set(ledger, HEADER_BYTES + body.length);
  return bytes;
}

/** The header at `offset`; undefined when no whole one stands there. */
export function readHeader(bytes: Buffer, offset = 0): FrameHeader | undefined {
  const header = bytes.subarray(offset, offset + HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  if (header.readUInt32LE(4) !== crc32(header.subarray(AFTER_CHECKSUM))) return undefined;
  return {
    bodyLength: header.readUInt32LE(8),
    ledgerLength: header.readUInt32LE(12),
    bodyChecksum: header.readUInt32LE(16),
    ledgerChecksum: header.readUInt32LE(20),
    seq: header.readDoubleLE(24),
    points: header.readUInt32LE(32),
    lane: LANES[header.readUInt8(36)] ?? "live",
    minAtMs: header.readDoubleLE(40),
    maxAtMs: header.readDoubleLE(48),
    writtenAtMs: header.readDoubleLE(56),
  };
}

/** The body of a frame that begins at `offset`; undefined when it is cut off or changed. */
export function readBody(bytes: Buffer, header: FrameHeader, offset = 0): Buffer | undefined {
  const start = offset + HEADER_BYTES;
  return checked(bytes.subarray(start, start + header.bodyLength), header.bodyLength, header.bodyChecksum);
}

export function readLedger(bytes: Buffer, header: FrameHeader, offset = 0): Buffer | undefined {
  const start = offset + HEADER_BYTES + header.bodyLength;
  return checked(bytes.subarray(start, start + header.ledgerLength), header.ledgerLength, header.ledgerChecksum);
}

/** Where the next frame may begin, or undefined: what lies between is damaged. */
export function findMagic(bytes: Buffer, from: number): number | undefined {
  const at = bytes.indexOf(MAGIC, from);
  return at < 0 ? undefined : at;
}

function checked(part: Buffer, length: number, checksum: number): Buffer | undefined {
  return part.length === length && crc32(part) === checksum ? part : undefined;
}
