import { ManualClock } from "@tiles/testkit/manual-clock";
import { expect, test } from "vitest";
import { createCauses, type CauseOptions } from "./alert-cause.ts";
import { AT_MS, lamp } from "./core/alerts/alerts.testing.ts";
import type { LogbookEntry } from "./core/alerts/cause.ts";

const CHANGED_MS = AT_MS - 9 * 3_600_000;
const byAutomation = { atMs: CHANGED_MS, entityId: "light.cellar", eventType: "automation_triggered", contextName: "Evening lights" } as LogbookEntry;

function bed(logbook: (...asked: [string, number, number]) => Promise<readonly LogbookEntry[]>, more: Partial<CauseOptions> = {}) {
  const clock = new ManualClock();
  const unknown: unknown[] = [];
  const controls = { logbook, ensureLabel: async () => "labelled" as const };
  const causeOf = createCauses({
    controls: () => controls,
    changedMs: () => CHANGED_MS,
    personOf: () => undefined,
    clock,
    signal: new AbortController().signal,
    onUnknown: (error) => void unknown.push(error),
    ...more,
  });
  return { causeOf, clock, unknown };
}

test("the logbook is asked about the moment of the change, which may be long before the alert", async () => {
  const asked: unknown[] = [];
  const { causeOf } = bed(async (...args) => (asked.push(args), [byAutomation]));
  expect(await causeOf(lamp())).toBe("automation Evening lights");
  expect(asked).toEqual([["light.cellar", CHANGED_MS - 5_000, CHANGED_MS + 5_000]]);
});

test("an alert about no entity, or a house that is away, has no cause", async () => {
  const { causeOf } = bed(async () => [byAutomation]);
  expect(await causeOf({ ...lamp(), labels: { alertname: "DiskFull" } })).toBeUndefined();
  expect(await bed(async () => [byAutomation], { controls: () => undefined }).causeOf(lamp())).toBeUndefined();
});

test("a logbook that does not answer is not waited for", async () => {
  const { causeOf, clock, unknown } = bed(() => new Promise(() => undefined));
  const cause = causeOf(lamp());
  await clock.advance(1_500);
  expect([await cause, unknown.length]).toEqual([undefined, 1]);
});

test("a hundred alerts at once do not ask a hundred times", async () => {
  let asked = 0;
  const { causeOf, clock } = bed(() => ((asked += 1), new Promise(() => undefined)));
  const causes = Array.from({ length: 100 }, (_, index) => causeOf(lamp({ entity_id: `light.l${index}` })));
  await clock.advance(1_500);
  await Promise.all(causes);
  expect(asked).toBeLessThanOrEqual(8);
});
