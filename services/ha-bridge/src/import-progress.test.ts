import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ImportProgress, readProgress, writeProgress } from "./import-progress.ts";

const progress: ImportProgress = { format: "otlp", asked: "3650d now", fromMs: 1, toMs: 9, historyFromMs: 5, done: ["statistics-2024-01"] };
let folder = "";
const file = () => join(folder, "progress.json");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the first import goes on nowhere", async () => {
  expect(await readProgress(file(), progress)).toBeUndefined();
});

test("an import that was killed goes on with the range that it had", async () => {
  await writeProgress(file(), progress);
  expect(await readProgress(file(), { format: "otlp", asked: "3650d now" })).toEqual(progress);
});

test.each([
  ["another range", { format: "otlp", asked: "7d now" }],
  ["another format", { format: "openmetrics", asked: "3650d now" }],
] as const)("one that is asked for %s begins anew", async (_what, wanted) => {
  await writeProgress(file(), progress);
  expect(await readProgress(file(), wanted)).toBeUndefined();
});

test("so does one after an import that was finished", async () => {
  await writeProgress(file(), { ...progress, done: [], finished: true });
  expect(await readProgress(file(), progress)).toBeUndefined();
});
