import { codeOf, describeError } from "@tiles/kit/errors";
import { backoffMs } from "@tiles/kit/retry";
import { join } from "node:path";
import { ageClock } from "./age-clock.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { joinRanges, writeCursor } from "./cursor.ts";
import { type Disk, realDisk } from "./disk.ts";
import type { PendingFrame } from "./frame-table.ts";
import type { Frame, Lane } from "./frame.ts";
import { CHECKPOINT_FILE, CURSOR_FILE, type Recovered } from "./recover.ts";
import type { Segment } from "./segment.ts";
import type { DropReason, Spool, SpoolOptions, SpoolStats } from "./spool.ts";
import { type QueuedFrame, WriteQueue } from "./write-queue.ts";

const SEGMENT_BYTES = 8 * 1024 * 1024;
// Space is freed by whole segments, so a small spool needs small ones.
const LEAST_SEGMENTS = 8;
const MEMORY_BYTES = 32 * 1024 * 1024;
const HOUSEKEEPING_MS = 1000;
// For a moment without free file handles, or with a network file system away.
const READ_RETRY = { firstMs: 1000, maxMs: 4000, factor: 2, jitter: 0 };
const READ_ATTEMPTS = 4;

/** The spool of a folder that was read; see Spool for what it promises. */
export class DiskSpool implements Spool {
  readonly recovered: Spool["recovered"];
  readonly #options: SpoolOptions;
  readonly #disk: Disk;
  readonly #queue: WriteQueue;
  readonly #ageNowMs: () => number;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<() => void>();
  #segments: Segment[];
  #lastSeq: number;
  #checkpointSeq: number;
  #checkpoints: Promise<boolean> = Promise.resolve(true);
  #uncoveredBytes = 0;
  #ledgerLost = false;
  #checkpointWanted = false;
  #tidying: Promise<void> = Promise.resolve();
  #tidyIsDue: Promise<void> | undefined;

  constructor(options: SpoolOptions, recovered: Recovered) {
    this.recovered = { state: recovered.state, ledgers: recovered.ledgers };
    this.#options = options;
    this.#disk = options.disk ?? realDisk;
    this.#ageNowMs = ageClock(options.clock);
    this.#segments = recovered.segments;
    this.#lastSeq = recovered.lastSeq;
    this.#checkpointSeq = recovered.checkpointSeq;
    this.#uncoveredBytes = recovered.uncoveredBytes;
    const { events } = options;
    this.#queue = new WriteQueue({
      disk: this.#disk,
      directory: options.directory,
      firstOrdinal: (this.#segments.at(-1)?.ordinal ?? 0) + 1,
      segmentBytes: options.segmentBytes ?? Math.min(SEGMENT_BYTES, Math.ceil(options.maxBytes / LEAST_SEGMENTS)),
      memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
      clock: options.clock,
      random: options.random ?? Math.random,
      opened: (segment) => void this.#segments.push(segment),
      changed: () => this.#notify(),
      failed: (why) => events.writeFailed(why),
      recovered: () => this.#diskIsBack(),
      overflowed: (queued) => this.#overflowed(queued),
    });
  }

  async append(frame: Frame): Promise<{ seq: number; durable: boolean }> {
    this.#lastSeq += 1;
    const seq = this.#lastSeq;
    const settled = Promise.withResolvers<boolean>();
    // A machine without a clock of its own may start in the past; the points know better.
    const writtenAtMs = Math.max(this.#options.clock.now(), frame.maxAtMs);
    this.#uncoveredBytes += frame.body.length + frame.ledger.length;
    this.#queue.push({ seq, frame, writtenAtMs, settled, lane: frame.lane });
    const durable = await settled.promise;
    if (durable) this.keepWithinLimits();
    return { seq, durable };
  }

  checkpoint(state: Uint8Array): Promise<boolean> {
    const seq = this.#lastSeq;
    const uncoveredBytes = this.#uncoveredBytes;
    const flushed = this.#queue.flushed();
    this.#checkpoints = this.#checkpoints.then(async () => {
      // It must not be durable before the frames it speaks of.
      if (!(await flushed)) return false;
      try {
        await writeCheckpoint(this.#disk, join(this.#options.directory, CHECKPOINT_FILE), { seq, state });
      } catch (error) {
        this.#options.events.housekeepingFailed(describeError(error));
        return false;
      }
      this.#checkpointSeq = seq;
      this.#checkpointWanted = false;
      this.#uncoveredBytes -= uncoveredBytes;
      await this.tidy();
      return true;
    });
    return this.#checkpoints;
  }

  oldest(lane?: Lane): PendingFrame | undefined {
    return this.next(lane, 0);
  }

  newest(lane?: Lane): PendingFrame | undefined {
    const held = this.#queue.held().findLast((queued) => isOffered(queued, lane));
    if (held !== undefined) return pendingOf(held);
    for (const segment of this.#segments.toReversed()) {
      const frame = segment.frames.last(lane);
      if (frame !== undefined) return frame;
    }
    return undefined;
  }

  next(lane: Lane | undefined, afterSeq: number): PendingFrame | undefined {
    for (const segment of this.#segments) {
      const frame = segment.frames.first(lane, afterSeq);
      if (frame !== undefined) return frame;
    }
    const held = this.#queue.held().find((queued) => queued.seq > afterSeq && isOffered(queued, lane));
    return held === undefined ? undefined : pendingOf(held);
  }

  async read(seq: number): Promise<Uint8Array | undefined> {
    const held = this.#heldFrame(seq);
    if (held !== undefined) return held.lane === undefined ? undefined : held.frame.body;
    const segment = this.#segmentOf(seq);
    if (segment === undefined) return undefined;
    const { body, why } = await this.#readOf(segment, seq);
    if (body !== undefined) return body;
    // It may have been dropped and its file removed while it was being read.
    if (segment.frames.isPending(seq)) {
      this.#options.events.damaged(segment.path, `frame ${seq} cannot be read: ${why}`);
      segment.damaged = true;
      this.drop(seq, "damaged");
    }
    return undefined;
  }

  acknowledge(seq: number): void {
    this.#finish(seq);
  }

  drop(seq: number, reason: DropReason): void {
    const frame = this.#finish(seq);
    if (frame !== undefined) this.#options.events.dropped(reason, frame.points);
  }

  demote(throughSeq: number): void {
    for (const segment of this.#segments) segment.frames.demote(throughSeq);
    for (const queued of this.#queue.held()) {
      if (queued.seq <= throughSeq && queued.lane === "live") queued.lane = "backlog";
    }
    this.#notify();
  }

  stats(): SpoolStats {
    const held = this.#queue.held().filter((queued) => queued.lane !== undefined);
    const tables = this.#segments.map((segment) => segment.frames);
    return {
      bytes: this.#bytes(),
      frames: tables.reduce((sum, table) => sum + table.pendingFrames, held.length),
      points: held.reduce(
        (sum, queued) => sum + queued.frame.points,
        tables.reduce((sum, table) => sum + table.pendingPoints, 0),
      ),
      oldestAtMs: this.oldest()?.minAtMs,
      uncoveredBytes: this.#uncoveredBytes,
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Drops the oldest frames, a segment at a time, until size and age are within the limits. */
  keepWithinLimits(): void {
    const { maxBytes, maxAgeMs } = this.#options;
    const oldestAllowedMs = this.#ageNowMs() - maxAgeMs;
    let excess = this.#bytes() - maxBytes;
    for (const segment of this.#segments) {
      const tooOld = segment.newestWrittenAtMs < oldestAllowedMs;
      if (!segment.sealed || (excess <= 0 && !tooOld)) break;
      excess -= segment.size;
      const reason = tooOld ? "maxAge" : "maxBytes";
      const { frames } = segment;
      for (let frame = frames.first(undefined, 0); frame !== undefined; frame = frames.first(undefined, frame.seq)) {
        this.drop(frame.seq, reason);
      }
      if (segment.frames.lastSeq > this.#checkpointSeq) this.#wantCheckpoint();
    }
  }

  /** Removes the segments that nobody needs and stores what is acknowledged. */
  tidy(): Promise<void> {
    this.#tidying = this.#tidying.then(() => this.#tidyNow());
    return this.#tidying;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#queue.close();
    await this.#checkpoints;
    await this.#tidyIsDue;
    await this.tidy();
  }

  async #readOf(segment: Segment, seq: number): Promise<{ body?: Uint8Array | undefined; why: string }> {
    const { clock } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return { body: await segment.read(seq), why: "its bytes are not what was written" };
      } catch (error) {
        if (codeOf(error) === "ENOENT" || attempt === READ_ATTEMPTS - 1) return { why: describeError(error) };
        await clock.sleep(backoffMs(READ_RETRY, attempt, 0), this.#closing.signal).catch(() => undefined);
      }
    }
  }

  #finish(seq: number): PendingFrame | undefined {
    const held = this.#heldFrame(seq);
    if (held?.lane !== undefined) {
      const frame = pendingOf(held);
      held.lane = undefined;
      return frame;
    }
    const frame = this.#segmentOf(seq)?.frames.finish(seq);
    if (frame !== undefined) this.#tidyIsDue ??= this.#tidySoon();
    return frame;
  }

  async #tidySoon(): Promise<void> {
    await this.#options.clock.sleep(HOUSEKEEPING_MS, this.#closing.signal).catch(() => undefined);
    this.#tidyIsDue = undefined;
    if (!this.#closing.signal.aborted) await this.tidy();
  }

  async #tidyNow(): Promise<void> {
    try {
      const removable = this.#segments.filter((segment) => this.#isRemovable(segment));
      for (const segment of removable) {
        await segment.remove();
        // One by one: what is gone must not be removed again when a later one cannot be.
        this.#segments = this.#segments.filter((one) => one !== segment);
      }
      const ranges = this.#segments.flatMap((segment) => segment.frames.finishedRanges());
      await writeCursor(this.#disk, join(this.#options.directory, CURSOR_FILE), joinRanges(ranges));
    } catch (error) {
      this.#options.events.housekeepingFailed(describeError(error));
    }
  }

  #isRemovable({ sealed, frames }: Segment): boolean {
    if (!sealed || frames.pendingFrames > 0) return false;
    if (frames.lastSeq <= this.#checkpointSeq) return true;
    // A full disk takes no checkpoint either, so what was sent has to go without one: its ledgers are lost until the next.
    if (!this.#queue.isFailing) return false;
    this.#ledgerLost = true;
    return true;
  }

  #segmentOf(seq: number): Segment | undefined {
    return this.#segments.find((segment) => segment.frames.lastSeq >= seq);
  }

  #heldFrame(seq: number): QueuedFrame | undefined {
    return this.#queue.held().find((queued) => queued.seq === seq);
  }

  #bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.size, 0);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #overflowed(queued: QueuedFrame): void {
    this.#ledgerLost = true;
    if (queued.lane !== undefined) this.#options.events.dropped("memory", queued.frame.points);
    queued.lane = undefined;
  }

  #diskIsBack(): void {
    this.#options.events.writeRecovered();
    if (this.#ledgerLost) this.#wantCheckpoint();
    this.#ledgerLost = false;
  }

  #wantCheckpoint(): void {
    if (!this.#checkpointWanted) this.#options.events.checkpointWanted();
    this.#checkpointWanted = true;
  }
}

function isOffered(queued: QueuedFrame, lane: Lane | undefined): boolean {
  return queued.lane !== undefined && (lane === undefined || queued.lane === lane);
}

function pendingOf({ seq, frame, lane }: QueuedFrame): PendingFrame {
  const { points, minAtMs, maxAtMs, body } = frame;
  return { seq, lane: lane ?? "backlog", points, minAtMs, maxAtMs, bytes: body.length };
}
