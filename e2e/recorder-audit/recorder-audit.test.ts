import { beforeAll, describe, expect, test } from "vitest";
import { type AuditResult, auditRecorder, describeAudit } from "../../tools/audit/recorder-audit.ts";

/** Home Assistant's own database against the stores of three bridges, after two and a half bad minutes. */

let result: AuditResult;

beforeAll(async () => {
  result = await auditRecorder({ seconds: 150, seed: 1 });
  console.log(describeAudit(result));
}, 420_000);

describe.each([[0], [1], [2]])("bridge %i", (index) => {
  test("no row with a value lacks its sample, and no sample lacks its row", () => {
    const side = result.sides[index];
    expect(side?.comparison.differences, side?.name).toEqual([]);
    expect(side?.comparison.withValue).toBeGreaterThan(5_000);
  });

  test("nothing is drawn across the time in which Home Assistant was down", () => {
    expect(result.sides[index]?.drawnAcross).toBe(0);
  });

  test("a range query has no hole", () => {
    expect(result.sides[index]?.holes).toEqual([]);
  });
});
