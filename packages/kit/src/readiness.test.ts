import { ManualClock } from "@tiles/testkit/manual-clock";
import { expect, test } from "vitest";
import { createReadiness } from "./readiness.ts";

test("a dependency keeps since when it is so, while the reason may change", async () => {
  const clock = new ManualClock(0);
  const readiness = createReadiness(clock);
  readiness.set("store", false, "not connected yet");
  await clock.advance(1_000);
  readiness.set("store", false, "refused");
  expect(readiness.report()).toEqual({ ready: false, dependencies: { store: { ok: false, since: "1970-01-01T00:00:00.000Z", why: "refused" } } });
  readiness.set("store", true);
  expect(readiness.report()).toEqual({ ready: true, dependencies: { store: { ok: true, since: "1970-01-01T00:00:01.000Z" } } });
});

test("one that is not ok is enough to be not ready, until it is removed", () => {
  const readiness = createReadiness(new ManualClock());
  readiness.set("a", true);
  readiness.set("b", false, "why");
  expect(readiness.report().ready).toBe(false);
  readiness.remove("b");
  expect(readiness.report().ready).toBe(true);
});
