import { ManualClock } from "@tiles/testkit/manual-clock";
import { gunzipSync } from "node:zlib";
import type { Lane } from "../spool/frame.ts";
import type { Spool } from "../spool/spool.ts";
import { openTestSpool, telling, temporaryFolder } from "../spool/spool.testing.ts";
import type { SenderEvents } from "./deliver.ts";
import { compress } from "./delivery.ts";
import { encodeBatch } from "./encode.ts";
import type { HttpSender } from "./http-sender.ts";
import { decodePoints } from "./otlp-proto.testing.ts";
import { createPointBatch } from "./point-batch.ts";
import type { SendOutcome } from "./send-outcome.ts";
import { createSender, type Sender, type SenderOptions } from "./sender.ts";
import { resource, seriesOf, temperature } from "./series.testing.ts";

/** A request as the store got it: the values of its points. */
export type Received = readonly number[];

export interface SenderBench extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly spool: Spool;
  readonly sender: Sender;
  /** Requests in order of arrival, those that were refused as well. */
  readonly received: Received[];
  readonly lines: string[];
  readonly buried: Readonly<Record<string, unknown>>[];
  /** How the store answers from now on. */
  answer: (values: Received, attempt: number) => SendOutcome | Promise<SendOutcome>;
  /** Appends one frame with a point per value. */
  append(values: Received, facts?: { lane?: Lane; atMs?: number }): Promise<void>;
  /** Resolves when the condition holds, lets promises and files go on meanwhile. */
  until(condition: () => boolean): Promise<void>;
  start(): void;
}

export const taken = { kind: "accepted", status: 200 } as const satisfies SendOutcome;
export const away = { kind: "retry", status: 503, why: "HTTP 503" } as const satisfies SendOutcome;
export const tooLarge = { kind: "tooLarge", status: 413, why: "HTTP 413" } as const satisfies SendOutcome;
export const refusedAsBad = {
  kind: "bad",
  status: 400,
  text: "HTTP 400: out of order",
} as const satisfies SendOutcome;

const DEADLINE_MS = 20_000;

/** A sender with a real spool, a clock that stands still and a store that answers as it is told. */
export async function senderBench(options: Partial<SenderOptions> = {}): Promise<SenderBench> {
  const folder = await temporaryFolder();
  const clock = new ManualClock();
  const { events: spoolEvents, lines } = telling();
  const spool = await openTestSpool(folder.path, { clock, events: spoolEvents });
  const received: Received[] = [];
  const buried: Readonly<Record<string, unknown>>[] = [];
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  const http: HttpSender = {
    async send(gzipped, { attempt, signal }) {
      const values = decodePoints(gunzipSync(gzipped)).map((point) => Number(point.value));
      received.push(values);
      const aborted = Promise.withResolvers<never>();
      signal.addEventListener("abort", () => aborted.reject(signal.reason), { once: true });
      return await Promise.race([bench.answer(values, attempt), aborted.promise]);
    },
  };
  const sender = createSender({
    spool,
    http,
    clock,
    random: () => 0,
    events: senderEvents(lines),
    deadLetter: { add: async (entry) => void buried.push(entry) },
    backlogRate: 1000,
    ...options,
  });
  const bench: SenderBench = {
    clock,
    spool,
    sender,
    received,
    lines,
    buried,
    answer: () => taken,
    append: async (values, { lane = "live", atMs = clock.now() } = {}) => {
      const batch = createPointBatch();
      for (const value of values) batch.add(seriesOf(temperature, `sensor.${value}`), atMs, value);
      const body = compress(encodeBatch(batch, resource));
      await spool.append({ lane, body, ledger: new Uint8Array(), points: values.length, minAtMs: atMs, maxAtMs: atMs });
    },
    until: async (condition) => {
      const endMs = Date.now() + DEADLINE_MS;
      while (!condition()) {
        if (Date.now() > endMs) throw new Error(`not within ${DEADLINE_MS} ms: ${condition.toString()}`);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    start: () => {
      running = sender.run(stop.signal);
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort(new Error("the test is over"));
      await running;
      await spool[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
  return bench;
}

function senderEvents(lines: string[]): SenderEvents {
  return {
    requested: () => undefined,
    accepted: ({ lane, points }) => void lines.push(`accepted ${lane} ${points}`),
    partialSuccess: (text) => void lines.push(`partial ${text}`),
    retryAfter: (waitMs) => void lines.push(`retryAfter ${waitMs}`),
    trouble: ({ lane, kind, why, waitMs }) => void lines.push(`${kind} ${lane} ${waitMs} ${why}`),
    recovered: (lane) => void lines.push(`recovered ${lane}`),
    tooLate: (points, why) => void lines.push(`tooLate ${points} ${why}`),
    deadLetter: (points, why) => void lines.push(`deadLetter ${points} ${why}`),
    deadLetterFailed: (why) => void lines.push(`deadLetterFailed ${why}`),
  };
}
