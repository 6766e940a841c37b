import { describeError } from "@tiles/kit/errors";
import type { EpochMs } from "@tiles/kit/clock";
import type { Lane } from "../spool/frame.ts";
import type { DeadLetterFile } from "./dead-letter.ts";
import { compress, type Delivery, type Part, rawLength, rawOf, splitFirst } from "./delivery.ts";
import { describePoint } from "./describe-point.ts";
import type { HttpSender } from "./http-sender.ts";
import type { SendOutcome } from "./send-outcome.ts";
import type { Signal } from "./split.ts";

/** What the sender tells about its work, for metrics and logs. */
export interface SenderEvents {
  /** Every attempt: the status, or "none" when no answer came. */
  requested(code: string): void;
  accepted(facts: { readonly lane: Lane; readonly points: number; readonly newestAtMs: EpochMs; readonly bytes: number }): void;
  /** The store took a request and says in words what it left out of it. */
  partialSuccess(text: string): void;
  retryAfter(waitMs: number): void;
  /** `refused` is about address, credentials or settings: somebody must act. Nothing is lost. */
  trouble(facts: { readonly lane: Lane; readonly kind: "retry" | "refused"; readonly why: string; readonly waitMs: number }): void;
  recovered(lane: Lane): void;
  /** A store without an out-of-order window has newer points of the series: these were stored before, or come too late. */
  tooLate(points: number, why: string): void;
  deadLetter(points: number, why: string): void;
  /** The dead-letter file did not take it: the points are lost altogether. */
  deadLetterFailed(why: string): void;
}

/** What the store taught us about its limits; kept as long as the process lives. */
export interface LearnedLimits {
  /** Up to here small requests are merged. */
  rawBytes: number;
  /** What is larger was refused: it is halved before it is sent. */
  largestRawBytes: number;
  points: number;
  throttledInARow: number;
}

export interface DeliverOptions {
  readonly http: HttpSender;
  readonly signal: Signal;
  readonly events: SenderEvents;
  readonly deadLetter: DeadLetterFile;
  readonly learned: LearnedLimits;
  readonly now: () => EpochMs;
}

export interface DeliverAttempt {
  readonly lane: Lane;
  readonly attempt: number;
  readonly abort: AbortSignal;
  /** Gives up with `slow` after so many requests. */
  readonly maxRequests: number;
  /** The store has no out-of-order window, so what it calls out of order is no bad point. */
  readonly inOrder: boolean;
  /** Ends with `bad` at the first refusal instead of looking for the bad points. */
  readonly wholeOrNothing: boolean;
}

export type DeliverResult =
  | { readonly kind: "delivered" }
  | { readonly kind: "bad" }
  | { readonly kind: "slow" }
  | { readonly kind: "retry"; readonly afterMs: number; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

const THROTTLED_BEFORE_SPLIT = 2;
// A smaller request is hardly over anybody's burst limit.
const BIG_REQUEST_POINTS = 200;
// As Prometheus words it: "out of order sample", "duplicate sample for timestamp", "out of bounds", "too old sample".
const OUT_OF_ORDER = /out.of.(order|bounds)|duplicate sample|too old/i;
const NO_POINTS = new Uint8Array(0);

/**
 * Sends what is left of a delivery, part by part.
 *
 * 1. Too large: halves, down to single points; those go to the dead-letter file unless even nothing is too large.
 * 2. Bad: halves, until the bad points stand alone; those go to the dead-letter file. First an empty request is
 *    sent: a store that calls that bad too means the address or the headers, not the points.
 * 3. 429 twice in a row: the request may be over a limit that no waiting helps against, so halves.
 */
export async function deliver(options: DeliverOptions, delivery: Delivery, attempt: DeliverAttempt): Promise<DeliverResult> {
  const { events, learned, signal } = options;
  const newestAtMs = Math.max(...delivery.frames.map((frame) => frame.maxAtMs));
  let endpointIsGood = false;
  let requests = 0;
  for (let part = delivery.parts[0]; part !== undefined; part = delivery.parts[0]) {
    const isLarge = part.points > learned.points || rawLength(part.gzipped) > learned.largestRawBytes;
    if (isLarge && splitFirst(delivery, signal)) continue;
    if (requests >= attempt.maxRequests) return { kind: "slow" };
    requests += 1;
    const outcome = await sendOnce(options, part.gzipped, attempt);
    switch (outcome.kind) {
      case "accepted":
        learned.throttledInARow = 0;
        if (outcome.partial !== undefined) events.partialSuccess(outcome.partial);
        events.accepted({ lane: attempt.lane, points: part.points, newestAtMs, bytes: part.gzipped.length });
        finishFirst(delivery);
        break;
      case "retry":
        learnFrom(outcome.status, part, learned);
        if (outcome.afterMs !== undefined) events.retryAfter(outcome.afterMs);
        return { kind: "retry", afterMs: outcome.afterMs ?? 0, why: outcome.why };
      case "refused":
        return { kind: "refused", why: outcome.text };
      case "tooLarge":
        if (splitFirst(delivery, signal)) {
          learned.largestRawBytes = Math.min(learned.largestRawBytes, rawLength(part.gzipped) - 1);
          learned.rawBytes = Math.min(learned.rawBytes, Math.ceil(rawLength(part.gzipped) / 2));
        } else {
          const problem = await problemOfEndpoint(outcome.why);
          if (problem !== undefined) return problem;
          await bury(options, delivery, part, outcome.why);
        }
        break;
      case "bad": {
        const problem = await problemOfEndpoint(outcome.text);
        if (problem !== undefined) return problem;
        if (attempt.wholeOrNothing) return { kind: "bad" };
        if (splitFirst(delivery, signal)) break;
        if (attempt.inOrder && OUT_OF_ORDER.test(outcome.text) && isPast(options, part)) {
          events.tooLate(part.points, outcome.text);
          finishFirst(delivery);
        } else await bury(options, delivery, part, outcome.text);
        break;
      }
    }
  }
  return { kind: "delivered" };

  /** Asked once for each delivery. */
  async function problemOfEndpoint(text: string): Promise<DeliverResult | undefined> {
    const problem = endpointIsGood ? undefined : await withoutPoints(options, attempt, text);
    endpointIsGood = problem === undefined;
    return problem;
  }
}

async function sendOnce(options: DeliverOptions, gzipped: Uint8Array, to: DeliverAttempt): Promise<SendOutcome> {
  const outcome = await options.http.send(gzipped, { attempt: to.attempt, signal: to.abort });
  options.events.requested(String(outcome.status ?? "none"));
  return outcome;
}

function finishFirst(delivery: Delivery): void {
  delivery.begun = true;
  delivery.parts = delivery.parts.slice(1);
}

function learnFrom(status: number | undefined, part: Part, learned: LearnedLimits): void {
  learned.throttledInARow = status === 429 ? learned.throttledInARow + 1 : 0;
  if (learned.throttledInARow < THROTTLED_BEFORE_SPLIT || part.points <= BIG_REQUEST_POINTS) return;
  learned.points = Math.ceil(part.points / 2);
  learned.throttledInARow = 0;
}

async function withoutPoints(options: DeliverOptions, attempt: DeliverAttempt, text: string): Promise<DeliverResult | undefined> {
  const outcome = await sendOnce(options, compress(NO_POINTS), attempt);
  if (outcome.kind === "accepted") return undefined;
  if (outcome.kind === "retry") return { kind: "retry", afterMs: outcome.afterMs ?? 0, why: outcome.why };
  return { kind: "refused", why: `even a request without points was refused: ${text}` };
}

async function bury(options: DeliverOptions, delivery: Delivery, part: Part, why: string): Promise<void> {
  const raw = rawOf(part);
  const entry = {
    at: new Date(options.now()).toISOString(),
    why,
    ...(raw === undefined ? {} : describe(raw, options.signal)),
    request: Buffer.from(raw ?? part.gzipped).toString("base64"),
  };
  try {
    await options.deadLetter.add(entry);
  } catch (error) {
    options.events.deadLetterFailed(describeError(error));
  }
  options.events.deadLetter(part.points, why);
  finishFirst(delivery);
}

/** "Out of bounds" is also what is too far ahead. */
function isPast({ signal, now }: DeliverOptions, part: Part): boolean {
  const raw = rawOf(part);
  const atMs = raw === undefined ? undefined : describe(raw, signal)["atMs"];
  return typeof atMs === "number" && atMs <= now();
}

function describe(raw: Uint8Array, signal: Signal): Readonly<Record<string, unknown>> {
  if (signal !== "metrics") return {};
  try {
    return { ...describePoint(raw) };
  } catch {
    return {};
  }
}
