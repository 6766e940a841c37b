import { describe, expect, test } from "vitest";
import { checkPromql } from "./promql-check.ts";

const problemsOf = (expr: string) => checkPromql(expr).problems;

describe("finds nothing wrong with", () => {
  test.each([
    ["a selector", 'ha_on{instance="home",domain="light"} == 1'],
    ["a join by entity", "ha_on * on (instance, entity_id) group_left (friendly_name) topk by (instance, entity_id) (1, ha_entity_info)"],
    ["a histogram of a service to come", "histogram_quantile(0.9, sum by (le, kind) (rate(infra_step_duration_seconds_bucket[5m])))"],
    ["an operation with a number or the time", "1000 * (time() - ha_started_seconds) / (60 * 60)"],
    ["a union", "count(ha_on == 1) or vector(0)"],
    ["labels that it makes", 'count_values by (instance) ("night", ha_up) * on (instance, night) label_replace(ha_up, "night", "$1", "job", "(.*)")'],
    ["a metric of other software", "sum by (reason) (cortex_discarded_samples_total)"],
    ["a join by all labels, if it says so", "last_over_time(ha_on[5m]) unless ignoring () ha_on"],
    ["a subquery", "avg_over_time((ha_on == 1)[1d:1m] offset -1d)"],
  ])("%s", (_, expr) => expect(problemsOf(expr)).toEqual([]));
});

describe("finds", () => {
  test("what does not parse", () => expect(problemsOf("sum by (area (ha_on)")[0]).toMatch(/does not parse/));
  test("a series that no catalogue has", () => expect(problemsOf("ha_of")).toEqual(["ha_of: is in no catalogue"]));
  test("a selector without a name", () => expect(problemsOf('{instance="home"}')).toEqual(['{instance="home"}: names no series']));
  test("a label that the series does not have", () => expect(problemsOf('ha_up{area="kitchen"}')).toEqual(["ha_up: has no label area"]));
  test("a label that nothing can be grouped by", () => expect(problemsOf("sum by (flor) (ha_on)")).toEqual(["flor: is a label of none of ha_on"]));
  test("two vectors that are matched by whatever labels they have", () =>
    expect(problemsOf("ha_up + ha_running")).toEqual(["ha_up + ha_running: does not say on (instance, ...)"]));
  test("a join that mixes houses", () =>
    expect(problemsOf("ha_on unless on (entity_id) ha_group_members")).toEqual([
      "ha_on unless on (entity_id) ha_group_members: does not say on (instance, ...)",
    ]));
  test("a join by all labels but the house", () =>
    expect(problemsOf("ha_on and ignoring (area, instance) ha_on")).toEqual([
      "ha_on and ignoring (area, instance) ha_on: does not say on (instance, ...)",
    ]));
  test("a wrong operation inside another", () => expect(problemsOf("sum(ha_up * ha_running) > 0")).toHaveLength(1));
});

test("says by which labels it groups and joins", () => {
  expect([...checkPromql("sum by (instance, area) (ha_on) and on (instance) ha_up").grouped]).toEqual(["instance", "area"]);
});

test("names the series that are asked for, once each, with the labels of the result", () => {
  const { series, labels } = checkPromql("ha_up or ha_up or ha_config_entry_state");
  expect(series).toEqual(["ha_up", "ha_config_entry_state"]);
  expect([...labels]).toEqual(expect.arrayContaining(["instance", "entry_id"]));
});
