import { expect, test } from "vitest";
import { documentsRule } from "./documents-rule.ts";
import { problemsOf } from "./repository.testing.ts";

const PACKAGE = { "package.json": '{"scripts": {"check": "x"}}' };

test("links to files and folders that are there are well", async () => {
  const text = "[a](docs/a.md#part) [b](docs) [c](https://example.org/c) [d](#here)";
  expect(await problemsOf({ "README.md": text, "docs/a.md": "[up](../README.md)" }, documentsRule)).toEqual([]);
});

test("a link to a file that is not there is a problem", async () => {
  expect(await problemsOf({ "docs/a.md": "[b](b.md)" }, documentsRule)).toEqual(["docs/a.md: links to b.md, which is not there (documents)"]);
});

test("a script that package.json does not have is a problem", async () => {
  const problems = await problemsOf({ ...PACKAGE, "README.md": "npm run check, `npm run chek -- x`, npm run check:all" }, documentsRule);
  expect(problems).toEqual([
    "README.md: says npm run check:all, which package.json does not have (documents)",
    "README.md: says npm run chek, which package.json does not have (documents)",
  ]);
});
