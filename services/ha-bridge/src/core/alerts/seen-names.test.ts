import { expect, test } from "vitest";
import { boardWith, lamp } from "./alerts.testing.ts";
import { MAX_NAMES, rememberNames } from "./seen-names.ts";

const DAY_MS = 24 * 3_600_000;
const full = Array.from({ length: MAX_NAMES }, (_, index) => ({ name: `Old${index}`, lastMs: (index + 1) * DAY_MS }));

test("a name stays when its alert is over", () => {
  const { names } = rememberNames([], boardWith({ alert: lamp() }).alerts, DAY_MS);
  expect(rememberNames(names, [], 2 * DAY_MS).names).toEqual([{ name: "LightsOnAllNight", lastMs: DAY_MS }]);
});

test("over the limit the name goes that has been quiet for the longest", () => {
  const { names, tooMany } = rememberNames(full, boardWith({ alert: lamp() }).alerts, 1_000 * DAY_MS);
  expect([names.length, tooMany]).toEqual([MAX_NAMES, 0]);
  expect(names.map(({ name }) => name)).toContain("LightsOnAllNight");
  expect(names.map(({ name }) => name)).not.toContain("Old0");
});

test("a name that fires stays; what finds no place is counted", () => {
  const firing = Array.from({ length: MAX_NAMES + 3 }, (_, index) => ({ alert: lamp({ alertname: `New${index}` }) }));
  const { names, tooMany } = rememberNames(full, boardWith(...firing).alerts, 1_000 * DAY_MS);
  expect([names.length, tooMany]).toEqual([MAX_NAMES, 3]);
  expect(names.every(({ name }) => name.startsWith("New"))).toBe(true);
});

test("an alert that goes on changes nothing to be written down for an hour", () => {
  const alerts = boardWith({ alert: lamp() }).alerts;
  const { names } = rememberNames([], alerts, DAY_MS);
  expect(rememberNames(names, alerts, DAY_MS + 30_000).names).toEqual(names);
});
