import { describe, expect, test } from "vitest";
import type { HealthFact } from "./health.ts";
import { healthBed } from "./health-series.testing.ts";

const log = (counts: Record<string, number>, firstSeconds = 1): HealthFact => ({
  topic: "log",
  entries: Object.entries(counts).map(([logger, count], index) => ({
    level: "warning",
    logger,
    source: "core.py:1",
    firstSeconds,
    lastSeconds: firstSeconds + index,
    count,
  })),
});
const records = (logger: string) => `ha_log_records_total{level=warning,logger=${logger}}`;

describe("log records", () => {
  test("from before the first look are not counted, those after it are, from 0", () => {
    const { health, take } = healthBed();
    health.told(log({ mqtt: 7 }), 1_000);
    expect(take()).toEqual([]);
    health.told(log({ mqtt: 9 }), 301_000);
    expect(take()).toEqual([`${records("mqtt")} = 0 @ 300999`, `${records("mqtt")} = 2 @ 301000`]);
    health.told(log({ mqtt: 10 }), 601_000);
    expect(take()).toEqual([`${records("mqtt")} = 3 @ 601000`]);
  });

  test("of two places of one logger are added up", () => {
    const { health, take } = healthBed();
    health.told(log({}), 1_000);
    const [first, second] = [log({ mqtt: 2 }), log({ mqtt: 3 }, 50)];
    if (first.topic !== "log" || second.topic !== "log") throw new Error("not of the log");
    health.told({ topic: "log", entries: [...first.entries, ...second.entries] }, 2_000);
    expect(take().at(-1)).toBe(`${records("mqtt")} = 5 @ 2000`);
  });

  test("go on across a restart of Home Assistant, whose list begins anew", () => {
    const { health, take } = healthBed();
    health.told(log({}), 1_000);
    health.told(log({ mqtt: 2 }), 2_000);
    take();
    health.lost();
    health.down(2_501, 3_000);
    expect(take()).toEqual([`${records("mqtt")} = end @ 2501`]);
    health.told(log({ mqtt: 4 }, 100), 60_000);
    expect(take()).toEqual([`${records("mqtt")} = 2 @ 59999`, `${records("mqtt")} = 6 @ 60000`]);
  });

  test("begin at 0 with a restart of the bridge, which ends nothing", () => {
    const before = healthBed();
    before.health.told(log({}), 1_000);
    before.health.told(log({ mqtt: 2 }), 2_000);
    const { health, take } = healthBed(before.ledger("sections"));
    health.told(log({ mqtt: 5 }), 9_000);
    expect(take()).toEqual([`${records("mqtt")} = 0 @ 9000`]);
    health.told(log({ mqtt: 6 }), 10_000);
    expect(take()).toEqual([`${records("mqtt")} = 1 @ 10000`]);
  });

  test("of the 201st logger count as other", () => {
    const { health, take } = healthBed();
    health.told(log({}), 1_000);
    health.told(log(Object.fromEntries(Array.from({ length: 202 }, (_, index) => [`device.${index}`, 1]))), 2_000);
    const points = take();
    expect(points).toContain(`${records("device.199")} = 1 @ 2000`);
    expect(points).toContain(`${records("other")} = 2 @ 2000`);
    expect(points).toHaveLength(402);
  });

  test("that may lack are told", () => {
    const { health, overruns } = healthBed();
    health.told(log({ mqtt: 1 }), 1_000);
    health.told(log({ mqtt: 2 }), 2_000);
    expect(overruns()).toBe(0);
    health.told(log({ hue: 1 }, 100), 3_000);
    expect(overruns()).toBe(1);
  });
});
