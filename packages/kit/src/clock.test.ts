import { ManualClock } from "@tiles/testkit/manual-clock";
import { describe, expect, test } from "vitest";
import { type Clock, every, systemClock } from "./clock.ts";
import { DeadlineExceeded, withDeadline } from "./deadline.ts";

const never = new AbortController().signal;

describe.each<[string, () => { clock: Clock; pass: (ms: number) => Promise<void> }]>([
  ["the system clock", () => ({ clock: systemClock, pass: async () => undefined })],
  [
    "the manual clock",
    () => {
      const clock = new ManualClock();
      return { clock, pass: (ms) => clock.advance(ms) };
    },
  ],
])("%s", (_name, make) => {
  test("sleeps for as long as asked", async () => {
    const { clock, pass } = make();
    const startMs = clock.monotonicMs();
    const slept = clock.sleep(20);
    await pass(20);
    await slept;
    expect(clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(19);
  });

  test("ends a sleep with the reason of the signal", async () => {
    const { clock } = make();
    const stop = new AbortController();
    const slept = clock.sleep(60_000, stop.signal);
    const reason = new Error("enough");
    stop.abort(reason);
    await expect(slept).rejects.toBe(reason);
  });

  test("does not begin a sleep when the signal was aborted before", async () => {
    const { clock } = make();
    await expect(clock.sleep(60_000, AbortSignal.abort("over"))).rejects.toBe("over");
  });
});

describe("the manual clock", () => {
  test("wakes sleepers in the order of their time, also those that sleep again", async () => {
    const clock = new ManualClock();
    const woken: string[] = [];
    const sleeper = async (name: string, ms: number): Promise<void> => {
      for (let i = 0; i < 2; i += 1) {
        await clock.sleep(ms);
        woken.push(`${name}${clock.monotonicMs()}`);
      }
    };
    const both = Promise.all([sleeper("slow", 30), sleeper("fast", 20)]);
    await clock.advance(100);
    await both;
    expect(woken).toEqual(["fast20", "slow30", "fast40", "slow60"]);
  });

  test("lets the wall clock jump without waking anybody", async () => {
    const clock = new ManualClock(0);
    void clock.sleep(1_000);
    clock.setNow(5_000_000);
    expect([clock.now(), clock.monotonicMs(), clock.sleepers]).toEqual([5_000_000, 0, 1]);
  });
});

describe("every", () => {
  test("runs the task, waits, and ends when the signal is aborted", async () => {
    const clock = new ManualClock(0);
    const stop = new AbortController();
    const ranAt: number[] = [];
    const loop = every(clock, 10, stop.signal, async () => void ranAt.push(clock.now()));
    await clock.advance(25);
    stop.abort();
    await loop;
    expect(ranAt).toEqual([0, 10, 20]);
  });

  test("rejects when the task does", async () => {
    const clock = new ManualClock();
    await expect(every(clock, 10, never, () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
  });
});

describe("a deadline", () => {
  test("gives the result that comes in time, and leaves no timer behind", async () => {
    const clock = new ManualClock();
    expect(await withDeadline(clock, 100, never, async () => 7)).toBe(7);
    expect(clock.sleepers).toBe(0);
  });

  test("ends a task that does not listen to its signal", async () => {
    const clock = new ManualClock();
    const result = withDeadline(clock, 100, never, () => new Promise<never>(() => undefined)).catch((error: unknown) => error);
    await clock.advance(100);
    expect(await result).toBeInstanceOf(DeadlineExceeded);
  });

  test("tells the task that its time is over", async () => {
    const clock = new ManualClock();
    let inner = never;
    const result = withDeadline(clock, 100, never, (signal) => ((inner = signal), clock.sleep(500, signal))).catch(() => undefined);
    await clock.advance(100);
    await result;
    expect(inner.reason).toBeInstanceOf(DeadlineExceeded);
  });
});
