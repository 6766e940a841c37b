import { expect, test } from "vitest";

import { promqlNames } from "./promql-names.ts";

test("finds metrics with the labels of their matchers, through functions, offsets and subqueries", () => {
  const { selectors, errors } = promqlNames(
    'max by (instance) (rate(a_total{b="1",c=~"2"}[5m] offset 1h)) > sum_over_time((ha_on == bool 0)[26h:1m])',
  );
  expect(selectors).toEqual([
    { metric: "a_total", labels: ["b", "c"] },
    { metric: "ha_on", labels: [] },
  ]);
  expect(errors).toEqual([]);
});

test("finds the labels by which it groups, matches and joins", () => {
  expect(promqlNames("sum by (a, b) (x) * on (c) group_left (d) y unless ignoring (e) z").grouped).toEqual(["a", "b", "c", "d", "e"]);
});

test("finds the labels that it makes", () => {
  expect(promqlNames('count_values by (a) ("night", x) and label_replace(y, "entry", "$1", "entry_id", "(.*)")').made).toEqual(["night", "entry"]);
});

test("takes no name from a string or a comment", () => {
  expect(promqlNames('ha_on{state="ha_off"} # ha_away').selectors).toEqual([{ metric: "ha_on", labels: ["state"] }]);
});

test("says where the grammar is broken", () => {
  expect(promqlNames("max by (instance) (ha_on").errors).not.toEqual([]);
  expect(promqlNames("ha_on >> 1").errors).not.toEqual([]);
});
