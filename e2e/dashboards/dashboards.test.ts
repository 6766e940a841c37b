import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkPromql } from "../../charts/catalogue/promql-check.ts";
import { knownSeries } from "../../charts/catalogue/known-series.ts";
import { type DashboardJson, metricTargets, panelsOf } from "../../charts/dashboards/src/checks/dashboard-json.ts";
import { chosen, SOME_VALUES, substitute, type Values } from "../../charts/dashboards/src/checks/substitute.ts";
import { dashboardFiles } from "../../charts/dashboards/src/render.ts";
import { until } from "../support/until.ts";
import { ask, choicesOf } from "./as-grafana-asks.ts";
import { type DashboardBed, type StoreName, startDashboardBed, storeNames } from "./dashboard-bed.ts";

/** Every query of every panel, asked as Grafana asks, of real stores that a real house has told of a lively evening. */

const dashboards = await Promise.all(
  dashboardFiles.map(async ({ path }) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8")) as DashboardJson),
);
const targets = dashboards.flatMap((dashboard) =>
  panelsOf(dashboard).flatMap((panel) =>
    metricTargets(panel).map((target) => ({ name: `${dashboard.title}: ${panel.title} ${target.refId}`, target })),
  ),
);
const seriesOf = (expr: string) => checkPromql(substitute(expr, SOME_VALUES)).series;
const isToCome = (expr: string) => seriesOf(expr).some((name) => knownSeries(name)?.isToCome);
const askable = targets.filter(({ target }) => !isToCome(target.expr));
const toCome = targets.filter(({ target }) => isToCome(target.expr));

// The first steps after the house began to tell, at the distance of a minute that rates are asked at.
const DATA_WITHIN_MS = 240_000;
const LOOKS_BACK_SECONDS = 900;
const ALL: Values = { ...SOME_VALUES };

let bed: DashboardBed;
beforeAll(async () => {
  bed = await startDashboardBed();
}, 300_000);
afterAll(() => bed?.[Symbol.asyncDispose]());

const range = () => {
  const toSeconds = Math.floor(Date.now() / 1000);
  return { fromSeconds: toSeconds - LOOKS_BACK_SECONDS, toSeconds };
};

test("most queries can be asked today; the others are listed", () => {
  const families = [...new Set(toCome.flatMap(({ target }) => seriesOf(target.expr)).filter((name) => knownSeries(name)?.isToCome))].sort();
  console.log(`${askable.length} queries are asked, ${toCome.length} wait for series of services to come:\n${families.join("\n")}`);
  expect(askable.length).toBeGreaterThan(100);
});

describe.each(storeNames)("%s", (name) => {
  test(
    "has data for every query of every panel",
    async () => {
      let empty = askable;
      const look = async () => {
        const store = bed.stores[name];
        await store.flush();
        const still: typeof empty = [];
        for (const each of empty) {
          const answers = await ask(store, each.target, ALL, range()).catch((error: unknown) => {
            throw new Error(`${each.name}: ${String(error)}`, { cause: error });
          });
          if (!answers.some(({ values }) => values.some(Number.isFinite))) still.push(each);
        }
        empty = still;
        return empty.length === 0 ? true : undefined;
      };
      await until("data for every query", DATA_WITHIN_MS, look).catch((error: unknown) => {
        if (empty.length === 0) throw error;
      });
      expect(empty.map(({ name, target }) => `${name}: ${substitute(target.expr, ALL)}`)).toEqual([]);
    },
    DATA_WITHIN_MS + 60_000,
  );

  test("reads the queries for services to come, which have no data yet", async () => {
    for (const { target } of toCome) expect(await ask(bed.stores[name], target, ALL, range())).toBeInstanceOf(Array);
  });

  test("offers the house, floors and areas by name, areas of the chosen floor only", async () => {
    expect(await choices(name, "instance")).toEqual([{ text: "home", value: "home" }]);
    expect(await choices(name, "floor")).toEqual([
      { text: "Basement", value: "basement" },
      { text: "Ground", value: "ground" },
      { text: "Upper", value: "upper" },
    ]);
    expect(await choices(name, "area")).toHaveLength(9);
    expect(await choices(name, "area", { floor: chosen(["basement", "upper"]) })).toEqual([
      { text: "Basement", value: "basement" },
      { text: "Bathroom", value: "bathroom" },
      { text: "Bedroom", value: "bedroom" },
      { text: "Laundry", value: "laundry" },
    ]);
    expect(await choices(name, "meter")).toContainEqual({ text: "Energy meter Import", value: "sensor.grid_import" });
  });

  test("shows what is on and open, by name and area, in the chosen areas only", async () => {
    const everywhere = await rowsOf(name, "On now", ALL);
    expect(everywhere).toEqual(expect.arrayContaining(["Kitchen Light (Kitchen)", "Basement lights Workbench (Basement)"]));
    const here = await rowsOf(name, "Open now", { ...ALL, area: chosen(["kitchen", "hallway"]) });
    expect(here.toSorted()).toEqual([
      "Energy meter Water main (Hallway)",
      "Front door Contact (Hallway)",
      "Front door Lock (Hallway)",
      "Kitchen Window (Kitchen)",
    ]);
  });

  test("shows a group of lights nowhere, because its members count", async () => {
    expect((await rowsOf(name, "On now", ALL)).filter((row) => row.startsWith("Basement lights ("))).toEqual([]);
  });
});

async function choices(name: StoreName, variable: string, values: Values = {}) {
  const found = dashboards.flatMap(({ templating }) => templating.list).find((each) => each.name === variable);
  const choices = await choicesOf(bed.stores[name], found!, { ...ALL, ...values });
  return choices.toSorted((one, other) => one.text.localeCompare(other.text));
}

async function rowsOf(name: StoreName, title: string, values: Values): Promise<string[]> {
  const panel = dashboards.flatMap(panelsOf).find((each) => each.title === title);
  const [target] = metricTargets(panel!);
  const answers = await ask(bed.stores[name], target!, values, range());
  return answers.map(({ labels }) => `${labels["friendly_name"]} (${labels["area_name"]})`);
}
