import { beforeAll, describe, expect, test } from "vitest";
import { type AuditResult, auditRecorder, describeAudit } from "../../tools/audit/recorder-audit.ts";

/** Home Assistant's own database against the stores of three bridges, after two and a half bad minutes. */

let result: AuditResult;

beforeAll(async () => {
  result = await auditRecorder({ seconds: 150, seed: 1 });
  console.log(describeAudit(result));
}, 420_000);

test("the house and its troubles were what they should be", () => {
  expect(result.faults).toEqual({ bridgeKills: 5, storeStops: 2, cuts: 10, restarts: 1 });
  // 300 of the load generator and a cover, whose position is an attribute.
  expect(result.entities).toBe(301);
});

describe.each([[0], [1], [2]])("bridge %i", (index) => {
  test("no row with a value lacks its sample, and no sample lacks its row", () => {
    const side = result.sides[index];
    expect(side?.comparison.differences, side?.name).toEqual([]);
    // 100 changes/s, less Home Assistant's restart and what the second bridge came late for.
    expect(side?.comparison.withValue).toBeGreaterThan(9_000);
  });

  test("nothing is drawn across the time in which Home Assistant was down", () => {
    expect(result.sides[index]?.drawnAcross).toBe(0);
  });

  test("a range query has no hole", () => {
    expect(result.sides[index]?.holes).toEqual([]);
  });
});
