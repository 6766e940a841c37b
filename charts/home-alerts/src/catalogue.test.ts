import { describe, expect, test } from "vitest";

import { checkPromql } from "../../catalogue/promql-check.ts";
import type { Alert } from "./alert.ts";
import { catalogue } from "./catalogue.ts";
import { expressionOf, fillIn } from "./render/fill-in.ts";
import type { AlertUse, UseValues } from "./render/uses.ts";
import { usesOf } from "./render/uses.ts";
import { casesOf } from "./testing/cases.ts";
import { queriesOf } from "./testing/queries-of.ts";

/** Everything that a person may write for any alert, so that every part of an expression is there. */
const EVERYTHING: UseValues = {
  where: { entities: ["light.a*"], areas: ["a"], floors: ["b"], labels: ["c"], deviceClasses: ["d"] },
  except: { entities: ["light.b"], areas: ["e"], floors: ["f"], labels: ["g"], deviceClasses: ["h"] },
  quiet: "vacation",
};

const quietAlerts = catalogue.filter((alert) => !alwaysFires(alert));

test.each(quietAlerts)("$name has a case in which it fires and two in which it stays quiet", ({ name }) => {
  const cases = casesOf[name] ?? [];
  expect(cases.filter(({ firing }) => firing.length > 0).length).toBeGreaterThanOrEqual(1);
  expect(cases.filter(({ firing }) => firing.length === 0).length).toBeGreaterThanOrEqual(2);
});

// Mimir's own count of what it discards knows tenants, not houses.
test.each(catalogue.filter(({ name }) => name !== "SamplesDiscarded"))("$name has a firing case with two houses in two time zones", ({ name }) => {
  const firing = (casesOf[name] ?? []).filter((one) => one.firing.length > 0);
  expect(Math.max(...firing.map(({ houses }) => new Set(houses.map(({ zone }) => zone)).size))).toBeGreaterThanOrEqual(2);
});

test("one alert always fires, and its cases say so", () => {
  expect(catalogue.filter(alwaysFires).map(({ name }) => name)).toEqual(["Watchdog"]);
  const cases = casesOf["Watchdog"] ?? [];
  expect(cases.length).toBeGreaterThanOrEqual(1);
  for (const { from, to, firing } of cases) expect(firing).toMatchObject([{ from, to }]);
});

test("there are no cases of an alert that is not in the catalogue", () => {
  expect(Object.keys(casesOf)).toEqual(catalogue.map(({ name }) => name));
});

test("names are unique and in CamelCase", () => {
  const names = catalogue.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^([A-Z][a-z0-9]+)+$/);
});

describe.each(catalogue)("$name", (alert) => {
  const uses = [{}, EVERYTHING].flatMap((values) => usesIn(alert, values));

  test("asks for nothing that no service sends, and mixes no houses", () => {
    expect(uses.flatMap((use) => checkPromql(expressionOf(use)).problems)).toEqual([]);
  });

  test("asks in its summary for nothing that no service sends", () => {
    expect(uses.flatMap((use) => queriesOf(fillIn(alert.summary, use)).flatMap((query) => checkPromql(query).problems))).toEqual([]);
  });

  test("tells only labels that its result has", () => {
    const told = [...alert.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    for (const use of uses) expect([...checkPromql(expressionOf(use)).grouped]).toEqual(expect.arrayContaining(told));
  });

  test("leaves no token open", () => {
    const texts = uses.flatMap((use) => [expressionOf(use), fillIn(alert.summary, use), fillIn(alert.whatToDo, use)]);
    expect(texts.filter((text) => text.includes("<<"))).toEqual([]);
  });

  test("uses every parameter", () => {
    const texts = [alert.expr, alert.exprWhen?.expr ?? "", alert.summary].join("\n");
    expect(Object.keys(alert.parameters).filter((name) => !texts.includes(`<<${name}>>`) && !texts.includes(`<<${name}:seconds>>`))).toEqual([]);
  });

  test.each([alert.expr, ...(alert.exprWhen === undefined ? [] : [alert.exprWhen.expr])])(
    "takes from people both which entities and what to leave out, or neither",
    (expr) => {
      expect(expr.includes("<<scope>>")).toBe(expr.includes("<<where>>"));
      expect(expr.includes("<<quiet>>")).toBe(expr.includes("<<areas>>"));
    },
  );
});

/** With an expression that only a parameter brings also a use of that. */
function usesIn(alert: Alert, values: UseValues): AlertUse[] {
  const parameter = alert.exprWhen?.parameter;
  const lists = [values, ...(parameter === undefined ? [] : [{ ...values, [parameter]: alert.parameters[parameter]?.kind === "number" ? 1 : "1m" }])];
  return usesOf([alert], { [alert.name]: lists });
}

function alwaysFires(alert: Alert): boolean {
  return alert.alwaysFires === true;
}
