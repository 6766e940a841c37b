import { expect, test } from "vitest";

import { catalogue } from "./catalogue.ts";
import { casesOf } from "./testing/cases.ts";

test.each(catalogue)("$name has a case in which it fires and two in which it stays quiet", ({ name }) => {
  const cases = casesOf[name] ?? [];
  expect(cases.filter(({ firing }) => firing.length > 0).length).toBeGreaterThanOrEqual(1);
  expect(cases.filter(({ firing }) => firing.length === 0).length).toBeGreaterThanOrEqual(2);
});

test("there are no cases of an alert that is not in the catalogue", () => {
  expect(Object.keys(casesOf)).toEqual(catalogue.map(({ name }) => name));
});
