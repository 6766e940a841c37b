import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../spool/spool.testing.ts";
import { deadLetterFile } from "./dead-letter.ts";

test("writes one line for each entry", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "dead-letter.jsonl");
  await deadLetterFile(path).add({ why: "too old\nindeed" });
  await deadLetterFile(path).add({ why: "bad" });
  expect(await readFile(path, "utf8")).toBe('{"why":"too old\\nindeed"}\n{"why":"bad"}\n');
});

test("over its size keeps the newer half, in whole lines", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "dead-letter.jsonl");
  const file = deadLetterFile(path, 50);
  for (let number = 1; number <= 5; number += 1) await file.add({ number });
  expect(await readFile(path, "utf8")).toBe('{"number":3}\n{"number":4}\n{"number":5}\n');
});

test("says when the file cannot be written", async () => {
  await expect(deadLetterFile("/nowhere/dead-letter.jsonl").add({})).rejects.toThrow("ENOENT");
});
