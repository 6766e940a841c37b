import { backoffMs } from "@tiles/kit/retry";
import type { PendingFrame } from "../spool/frame-table.ts";
import type { Lane } from "../spool/frame.ts";
import { deliver, type DeliverOptions, type DeliverResult, type LearnedLimits } from "./deliver.ts";
import { type Delivery, takeDelivery } from "./delivery.ts";
import type { Sender, SenderOptions } from "./sender.ts";
import { isBeyond, isLost, type StoreWindow } from "./store-window.ts";
import { Wakeup } from "./wakeup.ts";

const RETRY = { firstMs: 1000, maxMs: 60_000, factor: 2, jitter: 0.2 };
// Somebody must act before it can go on; a locked account would only be locked longer by faster tries.
const REFUSED = { firstMs: 60_000, maxMs: 60_000, factor: 1, jitter: 0.2 };
const MERGE_RAW_BYTES = 1024 * 1024;
// The bridge's rule: what is older never shares a request with live points.
const OLD_MS = 45 * 60_000;
// A live delivery that needs more requests than this is full of bad points and goes on beside the live lane.
const LIVE_REQUESTS = 40;
// A frame of the backlog that failed so often in a row lets the others go first.
const TRIES_IN_A_ROW = 5;

interface LaneState {
  readonly lane: Lane;
  readonly wakeup: Wakeup;
  /** Failed attempts in a row. */
  attempt: number;
  /** A delivery of which parts are through already: it is gone on with. */
  begun: Delivery | undefined;
}

/** The loops of both lanes; see Sender for their rules. */
export class LaneSender implements Sender {
  readonly #options: SenderOptions;
  readonly #deliverOptions: DeliverOptions;
  readonly #live: LaneState = { lane: "live", wakeup: new Wakeup(), attempt: 0, begun: undefined };
  readonly #backlog: LaneState = { lane: "backlog", wakeup: new Wakeup(), attempt: 0, begun: undefined };
  readonly #progress = new Wakeup();
  readonly #learned: LearnedLimits = { rawBytes: MERGE_RAW_BYTES, largestRawBytes: Infinity, points: Infinity, throttledInARow: 0 };
  #window: StoreWindow = { kind: "unknown", why: "not asked yet" };
  #backlogFreeAtMs = -Infinity;
  /** The backlog is gone on with behind this frame. */
  #passedSeq = 0;
  #stuck = { seq: 0, times: 0 };

  constructor(options: SenderOptions) {
    this.#options = options;
    const { http, signal = "metrics", events, deadLetter, clock } = options;
    this.#deliverOptions = { http, signal, events, deadLetter, learned: this.#learned, now: () => clock.now() };
  }

  async run(signal: AbortSignal): Promise<void> {
    const failure = new AbortController();
    const either = AbortSignal.any([signal, failure.signal]);
    const unsubscribe = this.#options.spool.subscribe(() => this.#wake());
    const owned = async (loop: Promise<never>): Promise<void> => {
      try {
        await loop;
      } catch (error) {
        failure.abort(error);
        if (!signal.aborted || error !== signal.reason) throw error;
      }
    };
    try {
      await Promise.all([owned(this.#runLive(either)), owned(this.#runBacklog(either))]);
    } finally {
      unsubscribe();
    }
  }

  setWindow(window: StoreWindow): void {
    this.#window = window;
    this.#wake();
  }

  async drain(deadlineMs: number): Promise<boolean> {
    const done = new AbortController();
    const deadline = new AbortController();
    const timer = this.#options.clock.sleep(deadlineMs, done.signal).then(
      () => deadline.abort(),
      () => undefined,
    );
    // When the store is in trouble there is nothing to wait for: the frames are on disk.
    while (this.#hasLive() && this.#live.attempt === 0 && !deadline.signal.aborted) {
      await this.#progress.wait(deadline.signal).catch(() => undefined);
    }
    done.abort();
    await timer;
    return !this.#hasLive();
  }

  async #runLive(signal: AbortSignal): Promise<never> {
    const lane = this.#live;
    for (;;) {
      signal.throwIfAborted();
      const first = lane.begun?.frames[0] ?? this.#firstLive();
      if (first === undefined) {
        await lane.wakeup.wait(signal);
        continue;
      }
      const delivery = lane.begun ?? (await this.#take(lane, first));
      if (delivery === undefined) continue;
      const maxRequests = this.#isOneLane() ? Infinity : LIVE_REQUESTS;
      const result = await this.#deliver(lane, delivery, { abort: signal, maxRequests, wholeOrNothing: false });
      if (result.kind === "slow") this.#handOver(delivery);
      await this.#pause(lane, result, signal);
    }
  }

  async #runBacklog(signal: AbortSignal): Promise<never> {
    const lane = this.#backlog;
    const { clock, spool } = this.#options;
    for (;;) {
      signal.throwIfAborted();
      const mayWork = !this.#isOneLane() && this.#live.attempt === 0;
      const first = lane.begun?.frames[0] ?? this.#firstOfBacklog();
      if (!mayWork || first === undefined) {
        await lane.wakeup.wait(signal);
        continue;
      }
      const startedAtMs = clock.monotonicMs();
      if (this.#backlogFreeAtMs > startedAtMs) {
        await clock.sleep(this.#backlogFreeAtMs - startedAtMs, signal);
        continue;
      }
      const delivery = lane.begun ?? (await this.#take(lane, first));
      if (delivery === undefined) continue;
      const wholeOrNothing = isBeyond(this.#window, first.maxAtMs, clock.now());
      const result = await this.#deliver(lane, delivery, { abort: signal, maxRequests: Infinity, wholeOrNothing });
      this.#backlogFreeAtMs = startedAtMs + (delivery.points * 1000) / this.#options.backlogRate;
      if (result.kind === "bad") for (const frame of delivery.frames) spool.drop(frame.seq, "tooOld");
      if (lane.attempt > 0) this.#passIfStuck(lane, first.seq);
      await this.#pause(lane, result, signal);
    }
  }

  async #deliver(
    lane: LaneState,
    delivery: Delivery,
    how: { readonly abort: AbortSignal; readonly maxRequests: number; readonly wholeOrNothing: boolean },
  ): Promise<DeliverResult> {
    const { attempt } = lane;
    const inOrder = this.#window.kind === "none";
    const result = await deliver(this.#deliverOptions, delivery, { lane: lane.lane, attempt, inOrder, ...how });
    const failed = result.kind === "retry" || result.kind === "refused";
    lane.begun = failed && delivery.begun ? delivery : undefined;
    lane.attempt = failed ? attempt + 1 : 0;
    if (result.kind === "delivered") {
      for (const frame of delivery.frames) this.#options.spool.acknowledge(frame.seq);
    }
    if (!failed && attempt > 0) this.#recover(lane, delivery);
    this.#progress.wake();
    return result;
  }

  /** What waited while the store was away is backlog now, all but a frame newer than the one that got through. */
  #recover(lane: LaneState, delivery: Delivery): void {
    const { spool, events } = this.#options;
    events.recovered(lane.lane);
    if (lane === this.#live && !this.#isOneLane()) {
      const newestSeq = spool.newest("live")?.seq ?? 0;
      spool.demote(Math.max(lastSeq(delivery), newestSeq - 1));
      if (spool.oldest("backlog") !== undefined) this.#options.overtaken?.();
    }
    this.#wake();
  }

  /** The backlog lane looks for the bad points of a live delivery, so that live ones need not wait for that. */
  #handOver(delivery: Delivery): void {
    this.#backlog.begun ??= delivery;
    this.#options.spool.demote(lastSeq(delivery));
  }

  async #pause(lane: LaneState, result: DeliverResult, signal: AbortSignal): Promise<void> {
    if (result.kind !== "retry" && result.kind !== "refused") return;
    const { clock, events, random } = this.#options;
    const policy = result.kind === "refused" ? REFUSED : RETRY;
    const asked = result.kind === "retry" ? result.afterMs : 0;
    const waitMs = Math.max(backoffMs(policy, lane.attempt - 1, random()), asked);
    events.trouble({ lane: lane.lane, kind: result.kind, why: result.why, waitMs });
    await clock.sleep(waitMs, signal);
  }

  #firstLive(): PendingFrame | undefined {
    const { spool, clock } = this.#options;
    if (this.#isOneLane()) {
      const now = clock.now();
      for (let oldest = spool.oldest(); oldest !== undefined; oldest = spool.next(undefined, oldest.seq)) {
        if (!isLost(this.#window, oldest.maxAtMs, now)) return oldest;
        spool.drop(oldest.seq, "tooOld");
      }
      return undefined;
    }
    return this.#live.attempt === 0 ? spool.oldest("live") : (spool.newest("live") ?? spool.oldest("backlog"));
  }

  #firstOfBacklog(): PendingFrame | undefined {
    const { spool } = this.#options;
    const next = spool.next("backlog", this.#passedSeq);
    if (next === undefined) this.#passedSeq = 0;
    return next ?? spool.oldest("backlog");
  }

  /** What is left of a delivery is taken anew, frame by frame. The lane waits as long as before: no frame may get through. */
  #passIfStuck(lane: LaneState, seq: number): void {
    this.#stuck = { seq, times: this.#stuck.seq === seq ? this.#stuck.times + 1 : 1 };
    if (this.#stuck.times < TRIES_IN_A_ROW) return;
    this.#stuck = { seq: 0, times: 0 };
    this.#passedSeq = seq;
    lane.begun = undefined;
  }

  #take(lane: LaneState, first: PendingFrame): Promise<Delivery | undefined> {
    const { spool, clock, backlogRate } = this.#options;
    const now = clock.now();
    const isTry = lane.attempt > 0 && !this.#isOneLane();
    const isAlone = isTry || isBeyond(this.#window, first.maxAtMs, now);
    const most = lane === this.#backlog ? Math.min(this.#learned.points, backlogRate) : this.#learned.points;
    return takeDelivery(spool, first, this.#isOneLane() ? undefined : lane.lane, {
      rawBytes: this.#learned.rawBytes,
      points: isAlone ? 0 : most,
      oldBeforeMs: now - OLD_MS,
    });
  }

  #isOneLane(): boolean {
    return this.#window.kind !== "window";
  }

  #hasLive(): boolean {
    return this.#options.spool.oldest(this.#isOneLane() ? undefined : "live") !== undefined;
  }

  #wake(): void {
    this.#live.wakeup.wake();
    this.#backlog.wakeup.wake();
  }
}

function lastSeq(delivery: Delivery): number {
  return delivery.frames.at(-1)?.seq ?? 0;
}
