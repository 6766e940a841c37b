import { join } from "node:path";
import { readCheckpoint } from "./checkpoint.ts";
import { type Finished, includes, readCursor } from "./cursor.ts";
import type { Disk } from "./disk.ts";
import { findMagic, type FrameHeader, frameSize, readBody, readHeader, readLedger } from "./frame.ts";
import { ordinalOf, Segment } from "./segment.ts";

/** What a folder held when it was opened. */
export interface Recovered {
  readonly segments: Segment[];
  readonly checkpointSeq: number;
  readonly lastSeq: number;
  readonly state: Uint8Array | undefined;
  /** Of the frames after the checkpoint, in order. */
  readonly ledgers: Uint8Array[];
  /** Size of those frames. */
  readonly uncoveredBytes: number;
}

export const CHECKPOINT_FILE = "checkpoint";
export const CURSOR_FILE = "acknowledged";
/** Of the files put aside, which are for people only; a disk that damages a file at each start must not fill with them. */
export const KEPT_ASIDE = 8;

/** Reads a spool's folder. Whatever is whole is kept; what is not is told to `damaged`. */
export async function recover(disk: Disk, directory: string, nowMs: number, damaged: (file: string, what: string) => void): Promise<Recovered> {
  await disk.makeFolder(directory);
  const { seq: checkpointSeq, state } = await recoverCheckpoint(disk, join(directory, CHECKPOINT_FILE), nowMs, damaged);
  const finished = await recoverCursor(disk, join(directory, CURSOR_FILE), damaged);
  const segments: Segment[] = [];
  const ledgers: Uint8Array[] = [];
  let lastSeq = Math.max(checkpointSeq, finished.at(-1)?.[1] ?? 0);
  let lastRead = 0;
  let uncoveredBytes = 0;
  for (const ordinal of await ordinalsIn(disk, directory)) {
    const segment = new Segment(disk, directory, ordinal);
    segment.sealed = true;
    segments.push(segment);
    const bytes = await disk.read(segment.path);
    for (const { header, offset, ledger } of readFrames(bytes, segment, damaged)) {
      // A frame may stand in two files when the disk failed between them; the first one counts.
      if (header.seq <= lastRead) continue;
      lastRead = header.seq;
      // What was found on disk is not live any more.
      const done = header.bodyLength === 0 || includes(finished, header.seq);
      segment.frames.add(header.seq, offset, header.bodyLength, header, done ? undefined : "backlog");
      segment.newestWrittenAtMs = header.writtenAtMs;
      // A copy, so that a small ledger does not hold its whole segment in memory.
      if (header.seq <= checkpointSeq) continue;
      ledgers.push(new Uint8Array(ledger));
      uncoveredBytes += header.bodyLength + header.ledgerLength;
    }
    if (segment.size < bytes.length) await putTailAside(disk, segment, bytes, nowMs);
  }
  await removeOldAside(disk, directory);
  lastSeq = Math.max(lastSeq, lastRead);
  return { segments, checkpointSeq, lastSeq, state, ledgers, uncoveredBytes };
}

async function recoverCheckpoint(
  disk: Disk,
  path: string,
  nowMs: number,
  damaged: (file: string, what: string) => void,
): Promise<{ seq: number; state: Uint8Array | undefined }> {
  const read = await readCheckpoint(disk, path);
  if (read.kind === "read") return read.checkpoint;
  if (read.kind === "damaged") {
    await disk.rename(path, `${path}.damaged-${nowMs}`);
    damaged(path, "the checkpoint cannot be read and was moved aside");
  }
  return { seq: 0, state: undefined };
}

async function recoverCursor(disk: Disk, path: string, damaged: (file: string, what: string) => void): Promise<Finished> {
  const finished = await readCursor(disk, path);
  if (finished !== undefined) return finished;
  damaged(path, "what was acknowledged cannot be read, so all frames kept are sent again");
  return [];
}

async function ordinalsIn(disk: Disk, directory: string): Promise<number[]> {
  const ordinals = (await disk.list(directory)).map(ordinalOf).filter((ordinal) => ordinal !== undefined);
  return ordinals.sort((a, b) => a - b);
}

interface FoundFrame {
  readonly header: FrameHeader;
  readonly offset: number;
  readonly ledger: Buffer;
}

function* readFrames(bytes: Buffer, segment: Segment, damaged: (file: string, what: string) => void): Generator<FoundFrame, void> {
  segment.size = bytes.length;
  let offset = 0;
  while (offset < bytes.length) {
    const frame = frameAt(bytes, offset);
    if (frame !== undefined) {
      yield frame;
      offset += frameSize(frame.header);
      continue;
    }
    const next = nextFrame(bytes, offset + 1);
    if (next === undefined) {
      damaged(segment.path, `the last ${bytes.length - offset} bytes were not written completely and are put aside`);
      segment.size = offset;
      return;
    }
    segment.damaged = true;
    damaged(segment.path, `${next - offset} bytes at ${offset} cannot be read; the file is kept aside when it is done`);
    offset = next;
  }
}

/** So that it is told of once. On a disk that cannot be written it stays, and is told of again. */
async function putTailAside(disk: Disk, { path, size }: Segment, bytes: Buffer, nowMs: number): Promise<void> {
  try {
    await using aside = await disk.open(`${path}.torn-${nowMs}`, "over");
    await aside.write(bytes.subarray(size), 0);
    await disk.truncate(path, size);
  } catch {
    // What is whole was read, and that is what counts.
  }
}

async function removeOldAside(disk: Disk, directory: string): Promise<void> {
  const aside = (await disk.list(directory)).filter((name) => /\.(torn|damaged)(-\d+)?$/.test(name));
  // By number of the segment, which is by age.
  for (const name of aside.sort().slice(0, -KEPT_ASIDE)) await disk.remove(join(directory, name)).catch(() => undefined);
}

function nextFrame(bytes: Buffer, from: number): number | undefined {
  for (let at = findMagic(bytes, from); at !== undefined; at = findMagic(bytes, at + 1)) {
    if (frameAt(bytes, at) !== undefined) return at;
  }
  return undefined;
}

function frameAt(bytes: Buffer, offset: number): FoundFrame | undefined {
  const header = readHeader(bytes, offset);
  if (header === undefined) return undefined;
  const body = readBody(bytes, header, offset);
  const ledger = readLedger(bytes, header, offset);
  return body === undefined || ledger === undefined ? undefined : { header, offset, ledger };
}
