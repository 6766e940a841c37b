import { ManualClock } from "@tiles/testkit/manual-clock";
import { describe, expect, test } from "vitest";
import { type Attempt, backoffMs, parseRetryAfter, retry } from "./retry.ts";

const policy = { firstMs: 1_000, maxMs: 10_000, factor: 2, jitter: 0.5 };
const never = new AbortController().signal;

test.each([
  [0, 0, 1_000],
  [1, 0, 2_000],
  [3, 0, 8_000],
  [4, 0, 10_000],
  [2_000, 0, 10_000],
  [0, 1, 500],
  [4, 0.5, 7_500],
])("after attempt %i with chance %d the wait is %i ms", (attempt, random, ms) => {
  expect(backoffMs(policy, attempt, random)).toBe(ms);
});

describe("retrying", () => {
  test("waits longer each time until it is done", async () => {
    const clock = new ManualClock(0);
    const triedAt: number[] = [];
    const result = retry(
      policy,
      clock,
      never,
      async (number): Promise<Attempt<string>> => {
        triedAt.push(clock.now());
        return number < 3 ? { kind: "again" } : { kind: "done", value: "sent" };
      },
      () => 0,
    );
    await clock.advance(60_000);
    expect(await result).toBe("sent");
    expect(triedAt).toEqual([0, 1_000, 3_000, 7_000]);
  });

  test("waits as long as the other side asks", async () => {
    const clock = new ManualClock(0);
    const result = retry(policy, clock, never, async (n): Promise<Attempt<number>> =>
      n === 0 ? { kind: "again", afterMs: 30_000 } : { kind: "done", value: clock.now() },
    );
    await clock.advance(60_000);
    expect(await result).toBe(30_000);
  });

  test("ends with the signal's reason", async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const result = retry(policy, clock, stop.signal, async () => ({ kind: "again" }));
    await clock.untilSleepers(1);
    stop.abort(new Error("enough"));
    await expect(result).rejects.toThrow("enough");
  });

  test("does not hide an error that was not expected", async () => {
    await expect(retry(policy, new ManualClock(), never, () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
  });
});

const now = Date.UTC(2026, 0, 15, 12);
test.each([
  ["120", 120_000],
  ["0", 0],
  ["1.5", 1_500],
  ["Thu, 15 Jan 2026 12:00:30 GMT", 30_000],
  ["Thu, 15 Jan 2026 11:00:00 GMT", 0],
  ["999999", 3_600_000],
  ["-5", undefined],
  ["soon", undefined],
  ["", undefined],
  [undefined, undefined],
])("Retry-After %j means a wait of %j ms", (header, ms) => {
  expect(parseRetryAfter(header, now)).toBe(ms);
});
