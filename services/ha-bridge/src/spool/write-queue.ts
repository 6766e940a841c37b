import type { Clock, EpochMs } from "@tiles/kit/clock";
import { describeError } from "@tiles/kit/errors";
import { backoffMs } from "@tiles/kit/retry";
import type { Disk } from "./disk.ts";
import { encodeFrame, type Frame, HEADER_BYTES, type Lane } from "./frame.ts";
import { Segment } from "./segment.ts";

/** A frame that is not durable yet. */
export interface QueuedFrame {
  readonly seq: number;
  readonly frame: Frame;
  readonly writtenAtMs: EpochMs;
  /** Whether the frame became durable; false as soon as the disk did not take it. */
  readonly settled: PromiseWithResolvers<boolean>;
  /** Undefined once there is nothing to send any more. */
  lane: Lane | undefined;
}

export interface WriteQueueOptions {
  readonly disk: Disk;
  readonly directory: string;
  readonly firstOrdinal: number;
  readonly segmentBytes: number;
  readonly memoryBytes: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** A segment has its first durable frames. */
  opened(segment: Segment): void;
  /** Frames became durable, or may be sent though they are not. */
  changed(): void;
  failed(why: string): void;
  recovered(): void;
  /** Did not fit into memory while the disk does not take it. */
  overflowed(frame: QueuedFrame): void;
}

// Rotation by age keeps the oldest data of a quiet house from living in one file with the newest.
const LONGEST_SEGMENT_MS = 3_600_000;
const RETRY = { firstMs: 1000, maxMs: 30_000, factor: 2, jitter: 0.2 };
const NOTHING = new Uint8Array(0);

/**
 * Writes frames in order of seq. All that arrive while the disk syncs share the next sync. When the disk does
 * not take them, frames stay here, are offered for sending from memory, and are written when it does again.
 */
export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #closing = new AbortController();
  #nextOrdinal: number;
  #segment: Segment | undefined;
  #openedAtMs = 0;
  #waiting: QueuedFrame[] = [];
  #writing: QueuedFrame[] = [];
  #heldBytes = 0;
  #failing = false;
  #work: Promise<void> | undefined;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
    this.#nextOrdinal = options.firstOrdinal;
  }

  push(frame: QueuedFrame): void {
    this.#waiting.push(frame);
    this.#heldBytes += memoryOf(frame);
    if (this.#failing) this.#offerFromMemory();
    this.#work ??= this.#writeAll();
  }

  /** The frames that can be sent although they are not durable: none as long as the disk works. */
  held(): readonly QueuedFrame[] {
    return this.#failing ? [...this.#writing, ...this.#waiting] : [];
  }

  /** The disk does not take frames. */
  get isFailing(): boolean {
    return this.#failing;
  }

  /** Resolves with whether everything pushed before is durable. */
  async flushed(): Promise<boolean> {
    const last = this.#waiting.at(-1) ?? this.#writing.at(-1);
    return last === undefined || (await last.settled.promise);
  }

  /** Tries once more to write what is not durable, then lets go of the files. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#work;
    for (const queued of this.#waiting.splice(0)) this.#options.overflowed(queued);
    await this.#segment?.seal();
  }

  async #writeAll(): Promise<void> {
    for (let attempt = 0; this.#waiting.length > 0; attempt += 1) {
      const isLast = this.#closing.signal.aborted;
      if (await this.#writeBatch()) attempt = -1;
      else if (isLast) break;
      else await this.#pause(attempt);
    }
    this.#work = undefined;
  }

  async #writeBatch(): Promise<boolean> {
    this.#writing = this.#takeBatch();
    const frames = this.#writing.map((queued) => encodeFrame(queued.seq, queued.writtenAtMs, toWrite(queued)));
    const segment = await this.#segmentToWrite();
    try {
      const start = segment.size;
      await segment.append(Buffer.concat(frames));
      this.#becameDurable(segment, start, frames);
      return true;
    } catch (error) {
      await this.#gaveUp(segment, error);
      return false;
    }
  }

  #takeBatch(): QueuedFrame[] {
    let bytes = 0;
    const more = this.#waiting.findIndex((queued) => (bytes += memoryOf(queued)) > this.#options.segmentBytes);
    return this.#waiting.splice(0, more < 0 ? this.#waiting.length : Math.max(more, 1));
  }

  async #segmentToWrite(): Promise<Segment> {
    const now = this.#options.clock.monotonicMs();
    const current = this.#segment;
    if (current !== undefined) {
      if (current.size < this.#options.segmentBytes && now - this.#openedAtMs < LONGEST_SEGMENT_MS) return current;
      await current.seal();
    }
    this.#segment = new Segment(this.#options.disk, this.#options.directory, this.#nextOrdinal);
    this.#nextOrdinal += 1;
    this.#openedAtMs = now;
    return this.#segment;
  }

  #becameDurable(segment: Segment, start: number, frames: readonly Buffer[]): void {
    const written = this.#writing;
    this.#writing = [];
    let offset = start;
    for (const [index, queued] of written.entries()) {
      const { body, ledger } = queued.frame;
      const size = frames[index]?.length ?? 0;
      segment.frames.add(queued.seq, offset, size - HEADER_BYTES - ledger.length, queued.frame, queued.lane);
      segment.newestWrittenAtMs = queued.writtenAtMs;
      offset += size;
      this.#heldBytes -= body.length + ledger.length;
    }
    if (start === 0) this.#options.opened(segment);
    if (this.#failing) this.#options.recovered();
    this.#failing = false;
    for (const queued of written) queued.settled.resolve(true);
    this.#options.changed();
  }

  async #gaveUp(segment: Segment, error: unknown): Promise<void> {
    this.#waiting = [...this.#writing, ...this.#waiting];
    this.#writing = [];
    this.#segment = undefined;
    this.#failing = true;
    // After a failed sync nobody knows which bytes the disk has: what follows goes to a new file.
    await segment.abandon();
    this.#options.failed(describeError(error));
    this.#offerFromMemory();
  }

  #offerFromMemory(): void {
    while (this.#heldBytes > this.#options.memoryBytes) {
      const oldest = this.#waiting.shift();
      if (oldest === undefined) break;
      this.#heldBytes -= memoryOf(oldest);
      oldest.settled.resolve(false);
      this.#options.overflowed(oldest);
    }
    for (const queued of this.#waiting) queued.settled.resolve(false);
    this.#options.changed();
  }

  async #pause(attempt: number): Promise<void> {
    const { clock, random } = this.#options;
    await clock.sleep(backoffMs(RETRY, attempt, random()), this.#closing.signal).catch(() => undefined);
  }
}

function memoryOf(queued: QueuedFrame): number {
  return queued.frame.body.length + queued.frame.ledger.length;
}

/** What was sent from memory meanwhile is written for its ledger only. */
function toWrite(queued: QueuedFrame): Frame {
  return queued.lane === undefined ? { ...queued.frame, body: NOTHING, points: 0 } : queued.frame;
}
