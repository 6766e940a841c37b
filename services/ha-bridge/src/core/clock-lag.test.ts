import { expect, test } from "vitest";
import { createClockLag } from "./clock-lag.ts";

test("a clock that is behind by a second and a half is taken off in whole milliseconds, as times are whole", () => {
  const lag = createClockLag();
  // Times of Home Assistant have microseconds, so latencies have fractions.
  lag.change(1_500.328_125, 0);
  lag.change(1_700.5, 1_000);
  expect(lag.lagMs).toBe(1_501);
});

test("what is less than a second is latency", () => {
  const lag = createClockLag();
  lag.change(999.9, 0);
  expect(lag.lagMs).toBe(0);
  expect(lag.skewMs).toBe(0);
});
