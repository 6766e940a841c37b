import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type GaugePoint, gaugeRequest } from "./gauge-request.ts";
import { type OtlpReceiver, startOtlpReceiver } from "./receiver.ts";

const NOW = 1_763_850_000_000;
const PROTOBUF = "application/x-protobuf";
const nowMs = (): number => NOW;
const a = (timeMs: number, value = 1): GaugePoint => ({ name: "a", timeMs, value });
const b = (timeMs: number, value = 1): GaugePoint => ({ name: "b", timeMs, value });

test("keeps the points of a gzipped request and answers 200 with nothing", async () => {
  await using receiver = await startOtlpReceiver({ nowMs });
  const answer = await send(receiver, [{ name: "ha_on", timeMs: NOW, value: 1, attributes: { entity_id: "light.hall" }, flags: 1 }]);
  expect(answer).toMatchObject({ status: 200, body: "" });
  expect(receiver.points).toMatchObject([{ name: "ha_on", timeMs: NOW, value: 1, attributes: { entity_id: "light.hall" }, flags: 1 }]);
  expect(receiver.requests).toMatchObject([{ path: "/otlp/v1/metrics", points: 1, status: 200 }]);
});

test("waits for a point that comes later", async () => {
  await using receiver = await startOtlpReceiver();
  const arrived = receiver.waitFor((points) => points.some(({ name }) => name === "b"), 15_000);
  await send(receiver, [a(NOW)]);
  await send(receiver, [b(NOW)]);
  await arrived;
  expect(receiver.points).toHaveLength(2);
});

test("says what it waited for when nothing came", async () => {
  await using receiver = await startOtlpReceiver();
  await expect(receiver.waitFor(() => false, 5, "the first point")).rejects.toThrow('waiting for "the first point" failed');
});

test.each(["application/x-protobuf; charset=utf-8", "application/json", "text/plain"])("answers 415 to the content type %s", async (type) => {
  await using receiver = await startOtlpReceiver();
  expect(await send(receiver, [a(NOW)], { "content-type": type })).toMatchObject({ status: 415 });
});

test("answers 415 to a compression that it does not know", async () => {
  await using receiver = await startOtlpReceiver();
  expect(await send(receiver, [a(NOW)], { "content-encoding": "br" })).toMatchObject({ status: 415 });
});

test("answers 413 when the request is too large once unpacked", async () => {
  await using receiver = await startOtlpReceiver({ maxRequestBytes: 2000 });
  const many = Array.from({ length: 200 }, () => a(NOW));
  expect(gzipSync(gaugeRequest(many)).length).toBeLessThan(2000);
  expect(await send(receiver, many)).toMatchObject({ status: 413 });
  expect(receiver.points).toHaveLength(0);
});

test("answers 400 to bytes that are no protobuf", async () => {
  await using receiver = await startOtlpReceiver();
  const response = await fetch(`${receiver.endpoint}/v1/metrics`, {
    method: "POST",
    headers: { "content-type": PROTOBUF },
    body: new Uint8Array([1, 2, 3]),
  });
  expect(response.status).toBe(400);
});

test("gives the next two requests the answer it was told, then is normal again", async () => {
  await using receiver = await startOtlpReceiver();
  receiver.answerNext({ kind: "status", status: 429, retryAfter: "6", message: "slow down" }, 2);
  const answers = [await send(receiver, [a(NOW)]), await send(receiver, [a(NOW)]), await send(receiver, [a(NOW)])];
  expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
  expect(answers[0]).toMatchObject({ retryAfter: "6", body: expect.stringContaining("slow down") });
  expect(receiver.points).toHaveLength(1);
});

test("answers 400 as long as a request contains a certain point", async () => {
  await using receiver = await startOtlpReceiver();
  receiver.answerMatching({ name: "b" }, { kind: "status", status: 400 });
  expect(await send(receiver, [a(NOW), b(NOW)])).toMatchObject({ status: 400 });
  expect(await send(receiver, [a(NOW)])).toMatchObject({ status: 200 });
  expect(receiver.points).toHaveLength(1);
});

test("stores what it answers with a partial success", async () => {
  await using receiver = await startOtlpReceiver();
  receiver.answerNext({ kind: "partial", message: "err-mimir-sample-out-of-order" });
  expect(await send(receiver, [a(NOW)])).toMatchObject({ status: 200, body: expect.stringContaining("err-mimir-sample-out-of-order") });
  expect(receiver.points).toHaveLength(1);
});

test("loses only the answer when it cuts after storing", async () => {
  await using receiver = await startOtlpReceiver();
  receiver.answerNext({ kind: "cut", when: "after-storing" });
  await expect(send(receiver, [a(NOW)])).rejects.toThrow("fetch failed");
  expect(receiver.points).toHaveLength(1);
});

test("stores nothing when it cuts in mid-request", async () => {
  await using receiver = await startOtlpReceiver();
  receiver.answerNext({ kind: "cut", when: "mid-request" });
  await expect(send(receiver, [a(NOW)])).rejects.toThrow("fetch failed");
  expect(receiver.points).toHaveLength(0);
});

test("never answers a request that it hangs on", async () => {
  await using receiver = await startOtlpReceiver();
  receiver.answerNext({ kind: "hang" });
  const gone = new AbortController();
  const answer = send(receiver, [a(NOW)], {}, gone.signal);
  await expect.poll(() => receiver.requests, { timeout: 10_000 }).toMatchObject([{ status: 0 }]);
  gone.abort();
  await expect(answer).rejects.toThrow("abort");
  expect(receiver.points).toEqual([]);
});

test("serves what waited once a hang of the whole receiver ends", async () => {
  await using receiver = await startOtlpReceiver();
  receiver.hang();
  const answer = send(receiver, [a(NOW)]);
  await expect(send(receiver, [a(NOW)], {}, AbortSignal.timeout(50))).rejects.toThrow("timeout");
  receiver.resume();
  expect(await answer).toMatchObject({ status: 200 });
});

test("refuses connections and accepts them again on the same port", async () => {
  await using receiver = await startOtlpReceiver();
  await receiver.refuseConnections();
  await expect(send(receiver, [a(NOW)])).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  await receiver.acceptConnections();
  expect(await send(receiver, [a(NOW)])).toMatchObject({ status: 200 });
});

test("as Prometheus, rolls the whole request back for one point out of order", async () => {
  await using receiver = await startOtlpReceiver({ mode: "prometheus", nowMs });
  await send(receiver, [a(NOW - 1000)]);
  expect(await send(receiver, [b(NOW), a(NOW - 2000)])).toMatchObject({ status: 400, body: "out of order sample" });
  expect(receiver.points).toHaveLength(1);
  expect(await send(receiver, [b(NOW)])).toMatchObject({ status: 200 });
});

test("as Mimir, stores the good points and tells of the bad one in a 200", async () => {
  await using receiver = await startOtlpReceiver({ mode: "mimir", nowMs });
  await send(receiver, [a(NOW - 1000)]);
  expect(await send(receiver, [b(NOW), a(NOW - 2000)])).toMatchObject({
    status: 200,
    body: expect.stringContaining("err-mimir-sample-out-of-order"),
  });
  expect(receiver.points.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("takes a resend of the same bytes, with a window of any older request too", async () => {
  await using receiver = await startOtlpReceiver({ mode: "prometheus", outOfOrderWindowMs: 3_600_000, nowMs });
  for (const point of [a(NOW - 2000), a(NOW - 1000), a(NOW - 2000), a(NOW - 1000)])
    expect(await send(receiver, [point])).toMatchObject({ status: 200 });
});

test.each([
  ["another value at the newest time", [a(NOW, 1), a(NOW, 2)], 0, "duplicate sample for timestamp"],
  ["a new series from before the last hour", [a(NOW), b(NOW - 3_700_000)], 0, "too old sample"],
  ["a point behind the window", [a(NOW), b(NOW - 7_300_000)], 7_200_000, "too old sample"],
  ["a point more than ten minutes ahead", [a(NOW + 660_000)], 0, "out of bounds"],
])("as Prometheus, refuses %s", async (_what, points, outOfOrderWindowMs, text) => {
  await using receiver = await startOtlpReceiver({ mode: "prometheus", outOfOrderWindowMs, nowMs });
  const answers = [];
  for (const point of points) answers.push(await send(receiver, [point]));
  expect(answers.at(-1)).toMatchObject({ status: 400, body: text });
});

test("takes a point 50 minutes old into a new series without a window", async () => {
  await using receiver = await startOtlpReceiver({ mode: "prometheus", nowMs });
  await send(receiver, [a(NOW)]);
  expect(await send(receiver, [b(NOW - 3_000_000)])).toMatchObject({ status: 200 });
});

test("only counts when it discards", async () => {
  await using receiver = await startOtlpReceiver({ discard: true, nowMs });
  await send(receiver, [a(NOW - 40), b(NOW - 40)]);
  expect(receiver.totals).toMatchObject({ requests: 1, points: 2 });
  expect(receiver.totals.latency()).toEqual({ p50Ms: 40, p99Ms: 40, maxMs: 40 });
  expect(receiver.points).toHaveLength(0);
});

async function send(
  receiver: OtlpReceiver,
  points: readonly GaugePoint[],
  headers: Record<string, string> = {},
  signal = AbortSignal.timeout(15_000),
) {
  const response = await fetch(`${receiver.endpoint}/v1/metrics`, {
    method: "POST",
    headers: { "content-type": PROTOBUF, "content-encoding": "gzip", ...headers },
    body: new Uint8Array(gzipSync(gaugeRequest(points))),
    signal,
  });
  return { status: response.status, retryAfter: response.headers.get("retry-after"), body: await response.text() };
}
