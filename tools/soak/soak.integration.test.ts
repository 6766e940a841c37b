import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

test("the year of nights can be begun, with another seed than the one of npm test", { timeout: 120_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, "nights", "--weeks", "1", "--seed", "7"]);
  expect(stdout).toMatch(/1 of 2: week from 2026-01-03: 20 places/);
  expect(stdout).toMatch(/0 of 2 weeks with a difference/);
});
