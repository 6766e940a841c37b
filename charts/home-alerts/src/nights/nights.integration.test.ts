import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";

import { ensureComponent } from "../../../../tools/testbed/cache/ensure-component.ts";
import { prometheus } from "../../../../tools/testbed/prometheus/prometheus-component.ts";
import { lightsOnAllNight } from "../alerts/lights-and-covers/lights-on-all-night.ts";
import { ruleGroups } from "../render/rules.ts";
import { compareNights, describeWeek } from "./compare-nights.ts";
import { planWeeks } from "./plan-weeks.ts";
import { clockChanges, ZONES } from "./zones.ts";

const GET_WITHIN_MS = 900_000;
const BATCH_WITHIN_MS = 120_000;
const SEED = 1;
const YEAR = 2026;

let promtool: string;
beforeAll(async () => {
  promtool = join(await ensureComponent(prometheus), "bin/promtool");
}, GET_WITHIN_MS);

const batches = planWeeks({ seed: SEED, year: YEAR });

test("twenty places, both weeks of each clock change and five others are looked at", () => {
  expect(ZONES).toHaveLength(20);
  for (const zone of ZONES) {
    const weeks = batches.flatMap((batch) => batch.weeks).filter(({ house }) => house.zone === zone);
    const changes = clockChanges(zone, YEAR);
    for (const at of changes) expect(weeks.some(({ from, to }) => from + 2 * 86_400 <= at && at < to - 86_400)).toBe(true);
    expect(weeks.length).toBeGreaterThanOrEqual(5 + Math.min(changes.length, 1));
  }
});

describe("the rule and the plain model say the same", () => {
  test.concurrent.each(batches)("$title", { timeout: BATCH_WITHIN_MS }, async ({ weeks }) => {
    const { differences, told } = await compareNights(promtool, weeks);
    if (differences !== "") console.log(weeks.map(describeWeek).join("\n"));
    expect(differences.slice(0, 5_000)).toBe("");
    expect(told).toBeGreaterThan(0);
  });
});

/** A test that could not fail would prove nothing: rules that are slightly wrong are told apart from the right one. */
describe("is noticed when the rule", () => {
  const right = ruleGroups([lightsOnAllNight])[0]?.rules[0]?.expr ?? "";
  test.concurrent.each([
    ["leaves out a light of the night's first second", "<= on (instance) group_left ()", "< on (instance) group_left ()"],
    ["speaks while the night still runs", " <= time())", " <= time() + 3600)"],
    ["forgets too soon", "[15m]", "[5m]"],
    ["remembers too long", "[15m]", "[1h]"],
    ["tells groups", "unless on (instance, entity_id) last_over_time(ha_group_members[20m])", ""],
    ["tells what is labelled", /\nunless on \(instance, entity_id\) last_over_time\(ha_entity_label.*/, ""],
  ] as const)("%s", { timeout: BATCH_WITHIN_MS }, async (_how, from, to) => {
    const wrong = right.replaceAll(typeof from === "string" ? from : new RegExp(from, "g"), to);
    expect(wrong).not.toBe(right);
    let noticed = "";
    for (const { weeks } of batches) {
      if (noticed === "" && weeks.length >= 5 && weeks[0]?.toleranceMinutes === 0)
        noticed = (await compareNights(promtool, weeks, wrong)).differences;
    }
    expect(noticed).toContain("FAILED");
  });
});
