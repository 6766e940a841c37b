import { createNoopMeter } from "@opentelemetry/api";
import { createLogger } from "@tiles/kit/logger";
import { createReadiness } from "@tiles/kit/readiness";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { describe, expect, test } from "vitest";
import { createEvents } from "./events.ts";

describe("a refill of hours", () => {
  test("is told of at its beginning, every half minute and at its end, and shows in /readyz meanwhile", async () => {
    const { events, clock, messages, progress } = bed();
    events.refillBegun(1_000, 0, 1);
    for (let waiting = 990; waiting > 0; waiting -= 10) {
      await clock.advance(1_000);
      events.refillProgress(waiting);
    }
    expect(progress()).toBe("990 of 1000 gaps of entities are refilled from the recorder");
    events.refillDone({ entities: 1_000, rows: 5, points: 7 });
    expect(progress()).toBeUndefined();
    expect(messages()).toEqual([
      "refilling what was missed from Home Assistant's recorder",
      "refilling goes on",
      "refilling goes on",
      "refilling goes on",
      "what was missed is refilled",
    ]);
  });
});

describe("a disk that takes nothing", () => {
  test("is said once, whatever file it was that could not be written, and again when it is another trouble", () => {
    const { events, messages } = bed();
    events.spool.writeFailed("ENOSPC: no space left on device, open '1.segment'");
    events.spool.writeFailed("ENOSPC: no space left on device, write");
    events.spool.writeFailed("EROFS: read-only file system, open '2.segment'");
    events.spool.writeRecovered();
    events.spool.writeFailed("ENOSPC: no space left on device, open '3.segment'");
    const failed = "the spool cannot be written; samples are kept in memory. Free space or make the disk writable";
    expect(messages()).toEqual([failed, failed, "the spool can be written again", failed]);
  });
});

test("a part that ended with an error shows in /readyz, for it does not begin again by itself", () => {
  const { events, ready } = bed();
  events.failed("sender", new Error("a bug"));
  events.sender.recovered("live");
  expect(ready()["sender"]).toMatchObject({ ok: false, why: "a bug" });
});

function bed() {
  let text = "";
  const destination = { write: (line: string) => void (text += line) };
  const clock = new ManualClock();
  const readiness = createReadiness(clock);
  const logger = createLogger({ service: "ha-bridge", level: "info", destination });
  const events = createEvents({
    logger,
    meter: createNoopMeter(),
    readiness,
    now: () => clock.now(),
    endpoint: "http://store",
    checkpointWanted: () => undefined,
  });
  return {
    events,
    clock,
    messages: () =>
      text
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { msg: string }).msg),
    ready: () => readiness.report().dependencies,
    progress: () => readiness.report().dependencies["refill"]?.progress,
  };
}
