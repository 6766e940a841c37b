import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { ensureComponent } from "../../../tools/testbed/cache/ensure-component.ts";
import { prometheus } from "../../../tools/testbed/prometheus/prometheus-component.ts";
import { catalogue } from "./catalogue.ts";
import { casesOf } from "./testing/cases.ts";
import { promtoolTestFile } from "./testing/promtool-test-file.ts";

const RULES = fileURLToPath(new URL("../files/rules.yaml", import.meta.url));
const GET_WITHIN_MS = 900_000;
const CASE_WITHIN_MS = 60_000;

let promtool: string;
let folder: string;

beforeAll(async () => {
  promtool = join(await ensureComponent(prometheus), "bin/promtool");
  folder = await mkdtemp(join(tmpdir(), "tiles-alert-cases-"));
}, GET_WITHIN_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(catalogue)("$name", (alert) => {
  test.each(casesOf[alert.name] ?? [])("$title", async (alertCase) => {
    const file = join(folder, "case.yaml");
    await writeFile(file, promtoolTestFile(alert, alertCase, RULES));
    expect(await outcomeOf(["test", "rules", file])).toContain("SUCCESS");
  });
});

test("promtool finds nothing to complain about in the rule file", async () => {
  expect(await outcomeOf(["check", "rules", "--lint=all", "--lint-fatal", RULES])).toContain("SUCCESS");
});

/** What promtool said, whether it was content or not. */
async function outcomeOf(args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(promtool, args, { timeout: CASE_WITHIN_MS });
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return `${stdout}${stderr}`;
}
