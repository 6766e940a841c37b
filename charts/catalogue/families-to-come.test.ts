import { expect, test } from "vitest";
import { familyByName } from "../../services/ha-bridge/src/core/catalogue.ts";
import { familiesToCome } from "./families-to-come.ts";

test("no family is listed twice", () => {
  const names = familiesToCome.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("what ha-bridge sends already is no longer to come", () => {
  expect(familiesToCome.filter(({ name }) => familyByName.has(name)).map(({ name }) => name)).toEqual([]);
});

test.each(familiesToCome)("$name follows the rules of names and labels", ({ name, kind, labels, help }) => {
  expect(name).toMatch(/^(ha|cert|infra)_[a-z0-9_]+$/);
  if (kind === "counter") expect(name).toMatch(/_(total|sum|count)$/);
  if (kind === "histogram") expect(name).toMatch(/_seconds$/);
  if (kind === "gauge") expect(name).not.toMatch(/_(total|sum|count|bucket)$/);
  expect(new Set(labels).size).toBe(labels.length);
  for (const label of labels) expect(label).toMatch(/^[a-z][a-z_]*$/);
  expect(labels).not.toContain("instance");
  expect(help).toMatch(/\.$/);
});
