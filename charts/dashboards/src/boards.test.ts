import { units } from "./checks/units.ts";
import { describe, expect, test } from "vitest";
import { checkPromql } from "../../catalogue/promql-check.ts";
import { boards } from "./boards.ts";
import { type DashboardJson, metricTargets, type PanelJson, panelsOf } from "./checks/dashboard-json.ts";
import { SOME_VALUES, substitute } from "./checks/substitute.ts";
import { renderDashboard } from "./render.ts";
import { UIDS } from "./uids.ts";

const dashboards = boards.map((board) => JSON.parse(renderDashboard(board)) as DashboardJson);
const panels = dashboards.flatMap((dashboard) =>
  panelsOf(dashboard).map((panel) => ({ dashboard, panel, name: `${dashboard.title}: ${panel.title}` })),
);

test("there are the ten dashboards, each with the address that links lead to", () => {
  expect(dashboards.map(({ uid }) => uid)).toEqual(Object.values(UIDS));
  expect(new Set(dashboards.map(({ title }) => title)).size).toBe(10);
});

test("the files are the same each time they are made", () => {
  expect(boards.map(renderDashboard)).toEqual(boards.map(renderDashboard));
});

describe.each(dashboards)("$title", (dashboard) => {
  test("says what it is, has tags, a time range and a refresh", () => {
    expect(dashboard.description).toMatch(/\.$/);
    expect(dashboard.tags[0]).toBe("tiles");
    expect(dashboard.time).toEqual({ from: expect.stringMatching(/^now-\d+[hd]$/), to: "now" });
    expect(dashboard.refresh).toMatch(/^\d+[sm]$/);
  });

  test("gives each panel an id of its own", () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
  });

  test("puts no panel over another, nor beside the 24 columns", () => {
    const { panels } = dashboard;
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24).map(({ title }) => title)).toEqual([]);
    const pairs = panels.flatMap((one, index) => panels.slice(index + 1).map((other) => [one, other] as const));
    expect(pairs.filter(([one, other]) => overlap(one, other)).map(([one, other]) => `${one.title} and ${other.title}`)).toEqual([]);
  });

  test("fills each row of panels to its end", () => {
    const widths = Map.groupBy(dashboard.panels, ({ gridPos }) => gridPos.y);
    const ragged = [...widths].filter(([, row]) => row.reduce((sum, { gridPos }) => sum + gridPos.w, 0) !== 24);
    expect(ragged.map(([, row]) => row.map(({ title }) => title))).toEqual([]);
  });

  test("asks for its metrics, logs and traces at the sources that one chooses at the top", () => {
    const sources = new Map([
      ["prometheus", "${datasource}"],
      ["loki", "${loki}"],
      ["tempo", "${tempo}"],
    ]);
    const names = dashboard.templating.list.filter(({ type }) => type === "datasource").map(({ name }) => `\${${name}}`);
    for (const { datasource, targets = [] } of panelsOf(dashboard))
      for (const source of [datasource, ...targets.map((target) => target.datasource)]) {
        expect(source?.uid).toBe(sources.get(source?.type ?? ""));
        expect(names).toContain(source?.uid);
      }
  });

  test("uses no variable that it does not have, and has none that it does not use", () => {
    const text = renderDashboard(boards.find(({ uid }) => uid === dashboard.uid)!);
    const builtIn = /^(__\w+)$/;
    const used = new Set([...text.matchAll(/\$\{?(\w+)/g)].map(([, name = ""]) => name).filter((name) => !builtIn.test(name)));
    expect(used).toEqual(new Set(dashboard.templating.list.map(({ name }) => name)));
  });

  test("links only to dashboards that there are", () => {
    const text = JSON.stringify(dashboard);
    const linked = [...text.matchAll(/\/d\/([\w-]+)/g)].map(([, uid]) => uid);
    expect(linked.filter((uid) => !dashboards.some((other) => other.uid === uid))).toEqual([]);
  });
});

describe.each(panels)("$name", ({ panel }) => {
  test("has a title, a description, a unit that Grafana knows and words for when there is nothing", () => {
    expect(panel.title).not.toBe("");
    expect(panel.description).toMatch(/\.$/);
    expect(panel.fieldConfig?.defaults.noValue).toMatch(/\S/);
    expect(unitsOf(panel).filter((unit) => !units.has(unit))).toEqual([]);
    expect(unitsOf(panel)).not.toEqual([]);
  });

  test("asks for series and labels that are in a catalogue, and mixes no houses", () => {
    const problems = metricTargets(panel).flatMap(({ expr }) => checkPromql(substitute(expr, SOME_VALUES)).problems);
    expect(problems).toEqual([]);
    expect(panel.targets?.length).toBeGreaterThan(0);
  });

  test("asks one house or the chosen places only", () => {
    for (const { expr } of metricTargets(panel))
      for (const [selector] of expr.matchAll(/\b(?:ha|cert|infra)_\w+(?:\{[^}]*\})?/g)) expect(selector).toMatch(/\{instance=~?"\$instance"/);
  });

  test("shows in legends and columns only labels that its queries have", () => {
    for (const { expr, legendFormat = "" } of metricTargets(panel)) {
      const { labels } = checkPromql(substitute(expr, SOME_VALUES));
      for (const [, label = ""] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).toContain(label);
    }
    const all = new Set(metricTargets(panel).flatMap(({ expr }) => [...checkPromql(substitute(expr, SOME_VALUES)).labels]));
    for (const column of columnsOf(panel)) if (!column.startsWith("Value")) expect(all).toContain(column);
  });

  test("shows the value of every query in a column of its own", () => {
    const values = columnsOf(panel).filter((column) => column.startsWith("Value"));
    const asked = metricTargets(panel).map(({ refId }) => `Value #${refId}`);
    if (panel.type !== "table" || metricTargets(panel).length < 2) return;
    expect(asked.filter((column) => !values.includes(column)).length).toBeLessThanOrEqual(1);
    expect(values.filter((column) => !asked.includes(column))).toEqual([]);
  });
});

function overlap({ gridPos: one }: PanelJson, { gridPos: other }: PanelJson): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}

function unitsOf({ fieldConfig }: PanelJson): string[] {
  const overrides =
    fieldConfig?.overrides.flatMap(({ properties }) => properties.filter(({ id }) => id === "unit").map(({ value }) => String(value))) ?? [];
  return [fieldConfig?.defaults.unit ?? "", ...overrides];
}

function columnsOf({ transformations = [] }: PanelJson): readonly string[] {
  const filter = transformations.find(({ id }) => id === "filterFieldsByName");
  return (filter?.options["include"] as { names: string[] } | undefined)?.names ?? [];
}
