import type { FrameFacts, Lane } from "./frame.ts";

/** A frame that waits to be sent. */
export interface PendingFrame extends FrameFacts {
  readonly seq: number;
  /** Of the body. */
  readonly bytes: number;
}

/** Where a frame of a table lies in its file. */
export interface FramePlace {
  readonly offset: number;
  readonly bytes: number;
}

const DONE = 0;
const CODES = { live: 1, backlog: 2 } as const satisfies Record<Lane, number>;
const LANE_OF = [undefined, "live", "backlog"] as const;
const FIRST_CAPACITY = 64;

/**
 * The frames of one segment by ascending seq, in columns: after days of outage there are a million of them, and
 * as objects they would fill the memory of a small machine.
 */
export class FrameTable {
  count = 0;
  pendingPoints = 0;
  readonly #pending: Record<Lane, number> = { live: 0, backlog: 0 };
  #seq = new Float64Array(FIRST_CAPACITY);
  #offset = new Uint32Array(FIRST_CAPACITY);
  #bytes = new Uint32Array(FIRST_CAPACITY);
  #points = new Uint32Array(FIRST_CAPACITY);
  #minAtMs = new Float64Array(FIRST_CAPACITY);
  #maxAtMs = new Float64Array(FIRST_CAPACITY);
  #state = new Uint8Array(FIRST_CAPACITY);

  get pendingFrames(): number {
    return this.#pending.live + this.#pending.backlog;
  }

  get lastSeq(): number {
    return this.#seq[this.count - 1] ?? 0;
  }

  /** `lane` undefined: nothing to send any more. */
  add(seq: number, offset: number, bytes: number, facts: FrameFacts, lane: Lane | undefined): void {
    const index = this.count;
    if (index === this.#seq.length) this.#grow();
    this.#seq[index] = seq;
    this.#offset[index] = offset;
    this.#bytes[index] = bytes;
    this.#points[index] = facts.points;
    this.#minAtMs[index] = facts.minAtMs;
    this.#maxAtMs[index] = facts.maxAtMs;
    this.count = index + 1;
    if (lane !== undefined) this.#setPending(index, lane);
  }

  /** The oldest pending frame of the lane (of both when undefined) with a seq above `afterSeq`. */
  first(lane: Lane | undefined, afterSeq: number): PendingFrame | undefined {
    if (this.#countOf(lane) === 0 || this.lastSeq <= afterSeq) return undefined;
    for (let index = this.#indexAbove(afterSeq); index < this.count; index += 1) {
      if (this.#isPending(index, lane)) return this.#at(index);
    }
    return undefined;
  }

  last(lane: Lane | undefined): PendingFrame | undefined {
    if (this.#countOf(lane) === 0) return undefined;
    for (let index = this.count - 1; index >= 0; index -= 1) {
      if (this.#isPending(index, lane)) return this.#at(index);
    }
    return undefined;
  }

  isPending(seq: number): boolean {
    const index = this.#indexAbove(seq - 1);
    return this.#seq[index] === seq && this.#isPending(index, undefined);
  }

  /** Marks a frame as done and tells what it was; undefined when it was not pending here. */
  finish(seq: number): PendingFrame | undefined {
    if (!this.isPending(seq)) return undefined;
    const index = this.#indexAbove(seq - 1);
    const frame = this.#at(index);
    this.#pending[frame.lane] -= 1;
    this.pendingPoints -= frame.points;
    this.#state[index] = DONE;
    return frame;
  }

  /** Moves live frames up to `throughSeq` to the backlog. */
  demote(throughSeq: number): void {
    for (let frame = this.first("live", 0); frame !== undefined; frame = this.first("live", frame.seq)) {
      if (frame.seq > throughSeq) return;
      this.finish(frame.seq);
      this.#setPending(this.#indexAbove(frame.seq - 1), "backlog");
    }
  }

  placeOf(seq: number): FramePlace | undefined {
    const index = this.#indexAbove(seq - 1);
    if (this.#seq[index] !== seq || index >= this.count) return undefined;
    return { offset: this.#offset[index] ?? 0, bytes: this.#bytes[index] ?? 0 };
  }

  /** The finished frames as ranges of seq, both ends included. */
  finishedRanges(): [number, number][] {
    if (this.count === 0) return [];
    if (this.pendingFrames === 0) return [[this.#seq[0] ?? 0, this.lastSeq]];
    const ranges: [number, number][] = [];
    let open = false;
    for (let index = 0; index < this.count; index += 1) {
      const seq = this.#seq[index] ?? 0;
      const done = this.#state[index] === DONE;
      const last = ranges.at(-1);
      if (done && open && last !== undefined) last[1] = seq;
      else if (done) ranges.push([seq, seq]);
      open = done;
    }
    return ranges;
  }

  #at(index: number): PendingFrame {
    return {
      seq: this.#seq[index] ?? 0,
      lane: LANE_OF[this.#state[index] ?? DONE] ?? "backlog",
      bytes: this.#bytes[index] ?? 0,
      points: this.#points[index] ?? 0,
      minAtMs: this.#minAtMs[index] ?? 0,
      maxAtMs: this.#maxAtMs[index] ?? 0,
    };
  }

  #countOf(lane: Lane | undefined): number {
    return lane === undefined ? this.pendingFrames : this.#pending[lane];
  }

  #isPending(index: number, lane: Lane | undefined): boolean {
    return lane === undefined ? this.#state[index] !== DONE : this.#state[index] === CODES[lane];
  }

  #setPending(index: number, lane: Lane): void {
    this.#state[index] = CODES[lane];
    this.#pending[lane] += 1;
    this.pendingPoints += this.#points[index] ?? 0;
  }

  #indexAbove(seq: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#seq[middle] ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #grow(): void {
    const capacity = this.#seq.length * 2;
    this.#seq = withRoom(this.#seq, new Float64Array(capacity));
    this.#offset = withRoom(this.#offset, new Uint32Array(capacity));
    this.#bytes = withRoom(this.#bytes, new Uint32Array(capacity));
    this.#points = withRoom(this.#points, new Uint32Array(capacity));
    this.#minAtMs = withRoom(this.#minAtMs, new Float64Array(capacity));
    this.#maxAtMs = withRoom(this.#maxAtMs, new Float64Array(capacity));
    this.#state = withRoom(this.#state, new Uint8Array(capacity));
  }
}

function withRoom<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
