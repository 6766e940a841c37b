import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { RULES } from "./check-layout.ts";
import { REGISTRIES } from "./registries-rule.ts";
import { problemsOf } from "./repository.testing.ts";

test("every rule that has a file is among the rules", async () => {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith("-rule.ts"));
  expect(RULES).toHaveLength(files.length);
});

test("an empty repository has no problems", async () => {
  expect(await problemsOf({ "docs/errors.md": "" }, ...RULES)).toEqual([]);
});

test.each(REGISTRIES)("$file exists, with what it registers", async ({ file, plugin }) => {
  const root = new URL("../../", import.meta.url);
  const folders = await readdir(new URL(file.slice(0, file.lastIndexOf("/")), root), { recursive: true });
  expect(folders.some((name) => plugin.test(`${file.slice(0, file.lastIndexOf("/"))}/${name}`))).toBe(true);
});
