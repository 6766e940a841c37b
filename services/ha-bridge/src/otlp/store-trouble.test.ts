import { type Clock, systemClock } from "@tiles/kit/clock";
import { createHttp } from "@tiles/kit/http";
import { type OtlpReceiver, startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import fc from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Spool } from "../spool/spool.ts";
import { openTestSpool, temporaryFolder } from "../spool/spool.testing.ts";
import { deadLetterFile } from "./dead-letter.ts";
import type { SenderEvents } from "./deliver.ts";
import { compress } from "./delivery.ts";
import { encodeBatch } from "./encode.ts";
import { createHttpSender } from "./http-sender.ts";
import { createPointBatch } from "./point-batch.ts";
import { createSender, type Sender } from "./sender.ts";
import { resource, seriesOf, temperature } from "./series.testing.ts";

const DEADLINE_MS = 45_000;
const FRAMES = 12;
// Of the 8 points of a frame: one point that is said to be too large is a dead letter, as it should be.
const HALVINGS = 3;
const window = { kind: "window", ms: 72 * 3_600_000 } as const;
// Waits of seconds take milliseconds: the order of things stays the same.
const hurried: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 200, signal) };

test("whatever the store does, every point arrives, and those of a series in order while nothing fails", async () => {
  const fault = fc.constantFrom<Fault>(
    { kind: "status", status: 503 },
    { kind: "status", status: 429, retryAfter: "1" },
    { kind: "status", status: 401 },
    { kind: "status", status: 413 },
    { kind: "cut", when: "mid-request" },
    { kind: "cut", when: "after-storing" },
    { kind: "partial", message: "something was left out" },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 6 }).filter(tooLargeAtMost(HALVINGS)), async (faults) => {
      await using bench = await openBench();
      for (const one of faults) bench.store.answerNext(one);
      for (let frame = 0; frame < FRAMES; frame += 1) await append(bench.spool, frame);
      await bench.store.waitFor(() => bench.spool.oldest() === undefined || allArrived(bench.store), DEADLINE_MS);
      expect(allArrived(bench.store)).toBe(true);
      // A machine that is busy may run into the hurried deadline of a request: what arrived is sent once more then.
      if (faults.length === 0) expect(firstArrivals(bench.store)).toEqual(firstArrivals(bench.store).toSorted((a, b) => a - b));
    }),
    { numRuns: 25 },
  );
});

test("an outage that refuses connections costs nothing", async () => {
  await using bench = await openBench();
  await bench.store.refuseConnections();
  for (let frame = 0; frame < FRAMES; frame += 1) await append(bench.spool, frame);
  await bench.store.acceptConnections();
  await bench.store.waitFor(() => allArrived(bench.store), DEADLINE_MS);
});

test("a store that never answers is left at the deadline and asked again", async () => {
  await using bench = await openBench();
  bench.store.answerNext({ kind: "hang" });
  await append(bench.spool, 0);
  await bench.store.waitFor((points) => points.length > 0, DEADLINE_MS);
  expect(bench.store.requests.map(({ status }) => status)).toEqual([0, 200]);
});

test("a store that refuses a whole request for one point gets all others", async () => {
  await using bench = await openBench();
  bench.store.answerMatching({ attributes: { entity_id: "sensor.3" } }, { kind: "status", status: 400, message: "bad" });
  await append(bench.spool, 0);
  await bench.store.waitFor((points) => points.length === 7, DEADLINE_MS);
  expect(bench.store.points.map(({ attributes }) => attributes["entity_id"])).not.toContain("sensor.3");
});

type Fault = Parameters<OtlpReceiver["answerNext"]>[0];

function tooLargeAtMost(times: number): (faults: readonly Fault[]) => boolean {
  return (faults) => faults.filter((fault) => fault.kind === "status" && fault.status === 413).length <= times;
}

interface Bench extends AsyncDisposable {
  readonly store: OtlpReceiver;
  readonly spool: Spool;
  readonly sender: Sender;
}

async function openBench(): Promise<Bench> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const store = stack.use(await startOtlpReceiver());
  const http = stack.use(createHttp());
  const spool = stack.use(await openTestSpool(join(folder.path, "spool"), { clock: hurried }));
  const sender = createSender({
    spool,
    http: createHttpSender({
      http,
      endpoint: store.endpoint,
      signal: "metrics",
      headers: {},
      headerFiles: {},
      clock: hurried,
      timeoutMs: 1_500,
    }),
    clock: hurried,
    random: Math.random,
    events: silent,
    deadLetter: deadLetterFile(join(folder.path, "dead-letter.jsonl")),
    backlogRate: 5000,
  });
  sender.setWindow(window);
  const stop = new AbortController();
  const running = sender.run(stop.signal);
  stack.defer(async () => {
    stop.abort(new Error("the test is over"));
    await running;
  });
  return { store, spool, sender, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Eight series, one point each. */
async function append(spool: Spool, frame: number): Promise<void> {
  const batch = createPointBatch();
  for (let entity = 0; entity < 8; entity += 1) batch.add(seriesOf(temperature, `sensor.${entity}`), frame + 1, entity);
  const body = compress(encodeBatch(batch, resource));
  const { points, minAtMs, maxAtMs } = batch;
  await spool.append({ lane: "live", body, ledger: new Uint8Array(), points, minAtMs, maxAtMs });
}

function allArrived(store: OtlpReceiver): boolean {
  const seen = new Set(store.points.map(({ attributes, timeMs }) => `${attributes["entity_id"]} ${timeMs}`));
  return seen.size === FRAMES * 8;
}

/** The times of the points in the order in which they arrived first. */
function firstArrivals(store: OtlpReceiver): number[] {
  return [...new Set(store.points.map(({ timeMs }) => timeMs))];
}

const silent: SenderEvents = {
  requested: () => undefined,
  accepted: () => undefined,
  partialSuccess: () => undefined,
  retryAfter: () => undefined,
  trouble: () => undefined,
  recovered: () => undefined,
  tooLate: () => undefined,
  deadLetter: () => undefined,
  deadLetterFailed: () => undefined,
};
