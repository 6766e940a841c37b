import type { Clock, EpochMs } from "@tiles/kit/clock";
import { DiskSpool } from "./disk-spool.ts";
import { type Disk, realDisk } from "./disk.ts";
import type { PendingFrame } from "./frame-table.ts";
import type { Frame, Lane } from "./frame.ts";
import { recover } from "./recover.ts";

/**
 * Requests on their way out, on disk. One process per folder.
 *
 * 1. `append` resolves when the frame is durable; many appends share one sync.
 * 2. A frame is offered until it is acknowledged or dropped, in order of seq within its lane, byte-identical.
 *    After a crash it may be offered again, never less than once.
 * 3. A checkpoint covers the ledgers of all frames appended before it; the next open returns it and the ledgers
 *    of the frames after it. A segment goes when all its frames are finished and covered.
 * 4. When the disk does not take frames they are kept in memory, offered from there, and written later.
 */
export interface Spool extends AsyncDisposable {
  readonly recovered: { readonly state: Uint8Array | undefined; readonly ledgers: readonly Uint8Array[] };
  /** `durable` is false when the disk did not take the frame and it is kept in memory. */
  append(frame: Frame): Promise<{ readonly seq: number; readonly durable: boolean }>;
  /** False when it could not be stored; the one before stays valid. */
  checkpoint(state: Uint8Array): Promise<boolean>;
  oldest(lane?: Lane): PendingFrame | undefined;
  newest(lane?: Lane): PendingFrame | undefined;
  /** The oldest pending frame of the lane (of both when undefined) after `afterSeq`. */
  next(lane: Lane | undefined, afterSeq: number): PendingFrame | undefined;
  /** The body; undefined when the frame is gone or its bytes are damaged (then it is dropped and counted). */
  read(seq: number): Promise<Uint8Array | undefined>;
  acknowledge(seq: number): void;
  drop(seq: number, reason: DropReason): void;
  /** Live frames up to `throughSeq` become backlog. */
  demote(throughSeq: number): void;
  stats(): SpoolStats;
  /** Calls `listener` when there may be something new to send; returns how to stop that. */
  subscribe(listener: () => void): () => void;
}

/** Why a frame left without having been accepted. */
export type DropReason = "maxBytes" | "maxAge" | "memory" | "damaged" | "tooOld";

export interface SpoolStats {
  /** On disk. */
  readonly bytes: number;
  readonly frames: number;
  readonly points: number;
  /** Time of the oldest point of the oldest pending frame. */
  readonly oldestAtMs: EpochMs | undefined;
  /** Bytes written since the last checkpoint: what the next start must read. */
  readonly uncoveredBytes: number;
}

export interface SpoolEvents {
  dropped(reason: DropReason, points: number): void;
  damaged(file: string, what: string): void;
  /** The disk does not take frames (again, for another reason). */
  writeFailed(why: string): void;
  writeRecovered(): void;
  /** Only a checkpoint can free space, or make good for ledgers that could not be written. Said once for each. */
  checkpointWanted(): void;
  /** Removing a segment or storing what is acknowledged failed; it is tried again. */
  housekeepingFailed(why: string): void;
}

export interface SpoolOptions {
  readonly directory: string;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  readonly clock: Clock;
  readonly events: SpoolEvents;
  readonly random?: () => number;
  readonly segmentBytes?: number;
  /** For frames that the disk does not take. */
  readonly memoryBytes?: number;
  readonly disk?: Disk;
}

export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { directory, clock, events, disk = realDisk } = options;
  const recovered = await recover(disk, directory, clock.now(), (file, what) => events.damaged(file, what));
  const spool = new DiskSpool(options, recovered);
  spool.keepWithinLimits();
  await spool.tidy();
  return spool;
}
