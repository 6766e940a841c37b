import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { kitErrorCodes } from "./error-codes.ts";

test("every code in the table is used, and every code that is used stands in the table", async () => {
  const names = (await readdir(import.meta.dirname)).filter((name) => !name.includes("test") && name !== "error-codes.ts");
  const texts = await Promise.all(names.map((name) => readFile(`${import.meta.dirname}/${name}`, "utf8")));
  const used = new Set(texts.join("\n").match(/\bKIT_[A-Z_]+\b/g));
  expect([...used].toSorted()).toEqual(Object.keys(kitErrorCodes).toSorted());
});
