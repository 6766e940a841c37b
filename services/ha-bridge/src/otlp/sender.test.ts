import { expect, test } from "vitest";
import { away, refusedAsBad, type SenderBench, senderBench, taken, tooLarge } from "./fake-store.testing.ts";

const HOUR_MS = 3_600_000;
const window = { kind: "window", ms: 72 * HOUR_MS } as const;

test("sends a live frame as it is and acknowledges it", async () => {
  await using bench = await senderBench();
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1, 2]);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received).toEqual([[1, 2]]);
});

test("merges what piled up while a request was in flight, in order", async () => {
  await using bench = await senderBench();
  const first = Promise.withResolvers<typeof taken>();
  bench.answer = (values) => (values[0] === 1 ? first.promise : taken);
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1]);
  await bench.until(() => bench.received.length === 1);
  for (const value of [2, 3, 4]) await bench.append([value]);
  first.resolve(taken);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received).toEqual([[1], [2, 3, 4]]);
});

test("does not put points older than 45 minutes into a request with new ones", async () => {
  await using bench = await senderBench();
  bench.sender.setWindow(window);
  await bench.append([1], { atMs: bench.clock.now() - 46 * 60_000 });
  await bench.append([2]);
  bench.start();
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received).toEqual([[1], [2]]);
});

test("tries with the newest frame while the store is away, then sends live before the backlog", async () => {
  await using bench = await senderBench();
  bench.answer = () => away;
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1]);
  await bench.until(() => bench.received.length === 1);
  await bench.append([2]);
  await bench.append([3]);
  await bench.clock.untilSleepers(1);
  bench.answer = () => taken;
  await bench.clock.advance(1000);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received).toEqual([[1], [3], [1, 2]]);
  expect(bench.lines).toEqual(["retry live 1000 HTTP 503", "accepted live 1", "recovered live", "accepted backlog 2"]);
});

test("says once when live samples overtake what waited, and not when nothing waits", async () => {
  let overtaken = 0;
  await using bench = await senderBench({ overtaken: () => void (overtaken += 1) });
  bench.sender.setWindow(window);
  bench.answer = () => away;
  bench.start();
  await bench.append([1]);
  await bench.until(() => bench.received.length === 1);
  await bench.append([2]);
  await bench.clock.untilSleepers(1);
  bench.answer = () => taken;
  await bench.clock.advance(1000);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(overtaken).toBe(1);

  bench.answer = () => away;
  await bench.append([3]);
  await bench.until(() => bench.lines.filter((line) => line.startsWith("retry live")).length === 2);
  bench.answer = () => taken;
  await bench.clock.untilSleepers(1);
  await bench.clock.advance(1000);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(overtaken, "the only frame that waited is the one that got through").toBe(1);
});

test("waits 1 s, then twice as long each time, and as long as the store asks", async () => {
  await using bench = await senderBench();
  bench.answer = (_, attempt) => (attempt === 2 ? { ...away, afterMs: 30_000 } : away);
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1]);
  for (const [index, waitMs] of [1000, 2000, 30_000].entries()) {
    await bench.until(() => bench.lines.filter((line) => line.startsWith("retry live")).length === index + 1);
    await bench.clock.advance(waitMs - 1);
    expect(bench.received).toHaveLength(index + 1);
    await bench.clock.advance(1);
  }
  expect(bench.lines).toContain("retryAfter 30000");
});

test("one frame that the store always fails at does not hold up the backlog, and is tried again behind it", async () => {
  await using bench = await senderBench();
  const EVIL = 2;
  bench.answer = (values) => (values.includes(EVIL) ? away : taken);
  bench.sender.setWindow(window);
  for (const value of [1, EVIL, 3, 4, 5]) await bench.append([value], { lane: "backlog" });
  bench.start();
  await passUntil(bench, () => bench.spool.stats().frames === 1);
  expect(bench.received.filter(([first]) => first === EVIL).length).toBeGreaterThanOrEqual(5);
  await bench.append([6]);
  await passUntil(bench, () => bench.lines.includes("accepted live 1"));
  bench.answer = () => taken;
  await passUntil(bench, () => bench.spool.stats().frames === 0);
  expect(bench.received.at(-1)).toEqual([EVIL]);
});

test("a store that takes nothing of the backlog is not asked more often because others go first", async () => {
  await using bench = await senderBench();
  bench.answer = (values) => (values.includes(100) ? taken : away);
  bench.sender.setWindow(window);
  for (let value = 1; value <= 20; value += 1) await bench.append([value], { lane: "backlog" });
  bench.start();
  const startedMs = bench.clock.now();
  await passUntil(bench, () => bench.clock.now() - startedMs >= HOUR_MS);
  // Once a minute, but for the first few.
  expect(bench.received.length).toBeLessThanOrEqual(60 + 6);
  expect(bench.spool.stats().frames).toBe(20);
});

test("sends the backlog beside live frames, oldest first, at the rate of the config", async () => {
  await using bench = await senderBench({ backlogRate: 2 });
  bench.sender.setWindow(window);
  for (const value of [1, 2, 3, 4]) await bench.append([value], { lane: "backlog" });
  bench.start();
  await bench.until(() => bench.received.length === 1);
  await bench.append([5]);
  await bench.until(() => bench.received.length === 2);
  expect(bench.received).toEqual([[1, 2], [5]]);
  await bench.clock.untilSleepers(2);
  await bench.clock.advance(1000);
  await bench.until(() => bench.received.length === 3);
  expect(bench.received[2]).toEqual([3, 4]);
});

test("without a window sends strictly oldest first, also after trouble", async () => {
  await using bench = await senderBench();
  bench.sender.setWindow({ kind: "none" });
  await bench.append([1], { lane: "backlog" });
  bench.answer = () => away;
  bench.start();
  await bench.until(() => bench.received.length === 1);
  await bench.append([2]);
  bench.answer = () => taken;
  await bench.clock.advance(1000);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received).toEqual([[1], [1, 2]]);
});

test("without a window drops what is over an hour old, counted", async () => {
  await using bench = await senderBench();
  bench.sender.setWindow({ kind: "none" });
  await bench.append([1, 2], { atMs: bench.clock.now() - HOUR_MS - 1 });
  await bench.append([3]);
  bench.start();
  await bench.until(() => bench.spool.oldest() === undefined);
  expect({ received: bench.received, first: bench.lines[0] }).toEqual({ received: [[3]], first: "dropped tooOld 2" });
});

test("keeps old data as long as it is not known whether the store takes it", async () => {
  await using bench = await senderBench();
  await bench.append([1], { atMs: bench.clock.now() - 5 * HOUR_MS });
  bench.start();
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received).toEqual([[1]]);
});

test("halves a request that is too large", async () => {
  await using bench = await senderBench();
  bench.answer = (values) => (values.length > 2 ? { kind: "tooLarge", status: 413, why: "HTTP 413" } : taken);
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1, 2, 3, 4, 5]);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received).toEqual([[1, 2, 3, 4, 5], [1, 2], [3, 4, 5], [3], [4, 5]]);
});

test("a point that is too large by itself ends in the dead letters, not in a loop", async () => {
  await using bench = await senderBench();
  bench.answer = (values) => (values.includes(1) ? tooLarge : taken);
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1]);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.lines).toEqual(["deadLetter 1 HTTP 413"]);
  await bench.append([2, 3, 4]);
  await bench.until(() => bench.spool.oldest() === undefined);
  // What one point was refused for says nothing of what others fit into.
  expect(bench.received.at(-1)).toEqual([2, 3, 4]);
});

test("takes an address for which even nothing is too large for a wrong setting, and keeps the data", async () => {
  await using bench = await senderBench();
  bench.answer = () => tooLarge;
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1, 2]);
  await bench.until(() => bench.lines.length === 1);
  expect(bench.lines[0]).toBe("refused live 60000 even a request without points was refused: HTTP 413");
  expect(bench.spool.stats().points).toBe(2);
});

test("finds the bad point and loses no other", async () => {
  await using bench = await senderBench();
  bench.answer = (values) => (values.includes(6) ? refusedAsBad : taken);
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1, 2, 3, 4, 5, 6, 7, 8]);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received.filter((values) => !values.includes(6)).flat()).toEqual([1, 2, 3, 4, 5, 7, 8]);
  expect(bench.buried).toMatchObject([{ name: "ha_temperature_celsius", attributes: { entity_id: "sensor.6" }, value: 6, why: refusedAsBad.text }]);
});

test("takes an address that refuses even an empty request for a wrong setting, and keeps the data", async () => {
  await using bench = await senderBench();
  bench.answer = () => refusedAsBad;
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1, 2]);
  await bench.until(() => bench.lines.length === 1);
  expect(bench.lines[0]).toBe("refused live 60000 even a request without points was refused: HTTP 400: out of order");
  expect(bench.spool.stats().points).toBe(2);
});

test("keeps the data and tries slowly when credentials are refused", async () => {
  await using bench = await senderBench();
  bench.answer = () => ({ kind: "refused", status: 401, text: "HTTP 401: no" });
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1]);
  await bench.until(() => bench.lines.length === 1);
  await bench.clock.advance(59_999);
  expect(bench.received).toHaveLength(1);
  bench.answer = () => taken;
  await bench.clock.advance(1);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.lines).toEqual(["refused live 60000 HTTP 401: no", "accepted live 1", "recovered live"]);
});

test("halves a big request that was throttled twice in a row", async () => {
  await using bench = await senderBench();
  const values = Array.from({ length: 300 }, (_, index) => index);
  bench.answer = ({ length }) => (length > 200 ? { ...away, status: 429 } : taken);
  bench.sender.setWindow(window);
  bench.start();
  await bench.append(values);
  for (const [index, waitMs] of [1000, 2000].entries()) {
    await bench.until(() => bench.lines.length === index + 1);
    await bench.clock.advance(waitMs);
  }
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.received.map(({ length }) => length)).toEqual([300, 300, 150, 150]);
});

test("a live frame full of bad points does not hold up the next ones", async () => {
  await using bench = await senderBench();
  const bad = Array.from({ length: 100 }, (_, index) => index + 1000);
  const through = Promise.withResolvers<typeof refusedAsBad>();
  bench.answer = (values) => {
    if (values.includes(1)) through.resolve(refusedAsBad);
    if (!values.some((value) => value >= 1000)) return taken;
    return bench.received.length < 60 ? refusedAsBad : through.promise;
  };
  bench.sender.setWindow(window);
  bench.start();
  await bench.append(bad);
  await bench.until(() => bench.received.length === 60);
  await bench.append([1]);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.buried).toHaveLength(100);
});

test("does not look for bad points in what is older than the window, and counts it as too old", async () => {
  await using bench = await senderBench();
  bench.answer = (values) => (values.includes(1) ? refusedAsBad : taken);
  bench.sender.setWindow({ kind: "window", ms: HOUR_MS });
  await bench.append([1, 2, 3], { lane: "backlog", atMs: bench.clock.now() - 2 * HOUR_MS });
  bench.start();
  await bench.until(() => bench.spool.oldest() === undefined);
  expect({ received: bench.received, lines: bench.lines }).toEqual({
    received: [[1, 2, 3], []],
    lines: ["dropped tooOld 3"],
  });
});

test("hands on what the store says about a request that it took", async () => {
  await using bench = await senderBench();
  bench.answer = () => ({ ...taken, partial: "some samples were too old" });
  bench.sender.setWindow(window);
  bench.start();
  await bench.append([1]);
  await bench.until(() => bench.spool.oldest() === undefined);
  expect(bench.lines).toEqual(["partial some samples were too old", "accepted live 1"]);
});

test("drain ends when the live frames are accepted", async () => {
  await using bench = await senderBench();
  bench.sender.setWindow(window);
  await bench.append([1]);
  bench.start();
  expect(await bench.sender.drain(1000)).toBe(true);
});

test("drain gives up at its deadline and leaves the rest on disk", async () => {
  await using bench = await senderBench();
  bench.answer = () => new Promise(() => undefined);
  bench.sender.setWindow(window);
  await bench.append([1]);
  bench.start();
  const drained = bench.sender.drain(1000);
  await bench.until(() => bench.received.length === 1);
  await bench.clock.advance(1000);
  expect(await drained).toBe(false);
});

/** Time goes on by a second whenever the sender waits for it. */
async function passUntil(bench: SenderBench, condition: () => boolean): Promise<void> {
  while (!condition()) {
    await bench.until(() => condition() || bench.clock.sleepers > 0);
    if (!condition()) await bench.clock.advance(1_000);
  }
}
