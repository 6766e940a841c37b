import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { ensureComponent } from "../../../tools/testbed/cache/ensure-component.ts";
import { prometheus } from "../../../tools/testbed/prometheus/prometheus-component.ts";
import { catalogue } from "./catalogue.ts";
import { renderRules } from "./render/rules.ts";
import { casesOf } from "./testing/cases.ts";
import { promtoolTestFile, valuesOfCase } from "./testing/promtool-test-file.ts";

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
  test.concurrent.each(casesOf[alert.name] ?? [])("$title", async (alertCase) => {
    const place = await mkdtemp(join(folder, "case-"));
    const rules = join(place, "rules.yaml");
    const file = join(place, "case.yaml");
    await writeFile(rules, renderRules([alert], valuesOfCase(alert, alertCase)));
    await writeFile(file, promtoolTestFile(alert, alertCase, rules));
    expect(await outcomeOf(["test", "rules", file])).toContain("SUCCESS");
  });
});

test.each([
  ["of files/rules.yaml", () => readFile(RULES, "utf8")],
  ["with every alert on", () => renderRules(catalogue, Object.fromEntries(catalogue.map(({ name }) => [name, {}])))],
])("promtool finds nothing to complain about in the rules %s", async (_which, rules) => {
  const file = join(await mkdtemp(join(folder, "all-")), "rules.yaml");
  await writeFile(file, await rules());
  expect(await outcomeOf(["check", "rules", "--lint=all", "--lint-fatal", file])).toContain("SUCCESS");
});

test("how many cases there are", () => {
  const cases = catalogue.map(({ name }) => casesOf[name] ?? []);
  const firing = cases.flat().filter(({ firing: stretches }) => stretches.length > 0);
  console.log(`${catalogue.length} alerts, ${firing.length} firing cases, ${cases.flat().length - firing.length} quiet cases`);
  console.table(
    Object.fromEntries(
      catalogue.map(({ name }, index) => {
        const fires = cases[index]?.filter(({ firing: stretches }) => stretches.length > 0).length ?? 0;
        return [name, { fires, quiet: (cases[index]?.length ?? 0) - fires }];
      }),
    ),
  );
  expect(firing.length).toBeGreaterThanOrEqual(catalogue.length);
});

/** What promtool said, whether it was content or not. */
async function outcomeOf(args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(promtool, args, { timeout: CASE_WITHIN_MS });
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return `${stdout}${stderr}`;
}
