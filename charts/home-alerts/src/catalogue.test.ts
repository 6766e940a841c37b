import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

import { catalogue } from "./catalogue.ts";
import { renderRules } from "./render-rules.ts";
import { casesOf } from "./testing/cases.ts";

test("files/rules.yaml is what the catalogue renders to (else: node charts/home-alerts/src/generate.ts)", async () => {
  expect(await readFile(new URL("../files/rules.yaml", import.meta.url), "utf8")).toBe(renderRules(catalogue));
});

test.each(catalogue)("$name has a case in which it fires and two in which it stays quiet", ({ name }) => {
  const cases = casesOf[name] ?? [];
  expect(cases.filter(({ firing }) => firing.length > 0).length).toBeGreaterThanOrEqual(1);
  expect(cases.filter(({ firing }) => firing.length === 0).length).toBeGreaterThanOrEqual(2);
});

test("there are no cases of an alert that is not in the catalogue", () => {
  expect(Object.keys(casesOf)).toEqual(catalogue.map(({ name }) => name));
});
