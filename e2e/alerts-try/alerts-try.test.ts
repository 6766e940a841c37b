import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { freezerWarm } from "../../charts/home-alerts/src/alerts/cold/freezer-warm.ts";
import { catalogue } from "../../charts/home-alerts/src/catalogue.ts";
import { nightModel } from "../../charts/home-alerts/src/nights/night-model.ts";
import type { Week } from "../../charts/home-alerts/src/nights/random-week.ts";
import { ruleGroups } from "../../charts/home-alerts/src/render/rules.ts";
import { houseSeries } from "../../charts/home-alerts/src/testing/house-series.ts";
import { inputSeries } from "../../charts/home-alerts/src/testing/promtool-test-file.ts";
import { ensureComponent } from "../../tools/testbed/cache/ensure-component.ts";
import { prometheus } from "../../tools/testbed/prometheus/prometheus-component.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { DAYS, generatedMonth } from "./month.ts";
import { pushHouse } from "./push-house.ts";
import { type TryCommand, tryCommand } from "./try-command.ts";

/** A generated month in a real store: what `alerts try` says of it, against the plain model of nights and promtool. */

const DAY_SECONDS = 86_400;
const PROMTOOL_WITHIN_MS = 240_000;

const owned = new AsyncDisposableStack();
let month: Week;
let store: Store;
let command: TryCommand;

beforeAll(async () => {
  month = generatedMonth(Date.now() / 1000 - 600);
  store = owned.use(await startVictoriaMetrics());
  await pushHouse(store, month.house, month.from, month.to);
  command = owned.use(await tryCommand(store, { FreezerWarm: {}, DoorLeftOpen: { enabled: false } }));
}, 600_000);

afterAll(() => owned.disposeAsync());

test("the nights that it tells are those of the plain model", { timeout: 300_000 }, async () => {
  const { alerts } = await command.json("--last", "30d");
  const model = nightModel(month);
  const told = stretchesOf((at) => [...model.toldAt(at).keys()]).filter(isWithin);
  const found = (alerts.find(({ name }) => name === "LightsOnAllNight")?.firings ?? [])
    .map(({ labels, fromMs, toMs = Number.POSITIVE_INFINITY }) => ({ entityId: labels["entity_id"] ?? "", from: fromMs / 1000, to: toMs / 1000 }))
    .filter(isWithin);
  expect(told.length).toBeGreaterThan(10);
  // Another month each time: the end is what makes this one again.
  expect(found.map(inWords).toSorted(), `the month that ends at ${month.to}`).toEqual(told.map(inWords).toSorted());
});

test("what waits and goes on fires when promtool says so", { timeout: PROMTOOL_WITHIN_MS + 60_000 }, async () => {
  const { alerts } = await command.json("--last", "30d");
  const firings = alerts.find(({ name }) => name === "FreezerWarm")?.firings ?? [];
  expect(firings).toHaveLength(DAYS);
  const days = firings.slice(0, 8);
  const minutes = new Set(days.flatMap(({ fromMs, toMs = 0 }) => [fromMs, toMs].flatMap((at) => [minuteOf(at) - 1, minuteOf(at), minuteOf(at) + 1])));
  const checks = [...minutes]
    .toSorted((a, b) => a - b)
    .map((minute) => ({
      eval_time: `${minute}m`,
      alertname: freezerWarm.name,
      exp_alerts: firings
        .filter(({ fromMs, toMs = Number.POSITIVE_INFINITY }) => minuteOf(fromMs) <= minute && minute < minuteOf(toMs))
        .map(({ labels }) => ({ exp_labels: { severity: freezerWarm.severity, ...labels } })),
    }));
  const rules = ruleGroups([freezerWarm]).map((group) => ({ ...group, rules: group.rules.map((rule) => ({ ...rule, annotations: {} })) }));
  await writeFile(join(command.folder, "rules.yaml"), stringify({ groups: rules }));
  const length = Math.max(...minutes) + 2;
  const series = houseSeries(month.house).filter(({ name }) => /^ha_(temperature_celsius|entity_label)$/.test(name));
  const testFile = {
    rule_files: ["rules.yaml"],
    evaluation_interval: "1m",
    tests: [{ start_timestamp: String(month.from), interval: "1m", input_series: inputSeries(series, month.from, length), alert_rule_test: checks }],
  };
  await writeFile(join(command.folder, "test.yaml"), stringify(testFile, { lineWidth: 0, aliasDuplicateObjects: false }));
  const promtool = join(await ensureComponent(prometheus), "bin/promtool");
  const said = await promisify(execFile)(promtool, ["test", "rules", join(command.folder, "test.yaml")], { timeout: PROMTOOL_WITHIN_MS }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  expect(`${said.stdout}${said.stderr}`).toContain("SUCCESS");
});

test("a person reads what was the loudest, by name, and what said nothing", { timeout: 120_000 }, async () => {
  const { stdout, stderr, code } = await command.run("--last", "30d");
  expect({ code, errors: stderr.split("\n").filter((line) => line.includes('"level":"error"')) }).toEqual({ code: 0, errors: [] });
  expect(stdout).toMatch(/of which the store has (9[0-9]|100) %/);
  expect(stdout).toContain(`FreezerWarm (critical) would have told you ${DAYS} times, ${DAYS - 1} of them from Chest freezer (Basement)`);
  expect(stdout).toMatch(/ {2}[A-Z][a-z]{2} \d\d [A-Z][a-z]{2} \d\d:\d\d {2}Chest freezer \(Basement\), at -9\.5 °C, for 40 min/);
  expect(stdout).toMatch(new RegExp(String.raw`\nLoudest: .*Chest freezer \(Basement\) ${DAYS - 1} times`));
  expect(stdout).toMatch(/LightsOnAllNight \(info\) would have told you \d+ times/);
  expect(stdout).toMatch(/(Cellar lamp \(Basement\)|Porch|light\.l\d), since \d\d:\d\d/);
  expect(stdout).toMatch(/Nothing from \d+: .*GarageOpenAtNight/);
  expect(stdout).not.toContain("DoorLeftOpen");
});

test("machines read the same, with names and whole minutes", { timeout: 120_000 }, async () => {
  const { alerts, loudest } = await command.json("--last", "30d");
  const firings = alerts.flatMap((alert) => alert.firings);
  expect(loudest).toContainEqual(expect.objectContaining({ what: "Chest freezer (Basement)", times: DAYS - 1 }));
  expect(loudest.map(({ times }) => times)).toEqual(loudest.map(({ times }) => times).toSorted((a, b) => b - a));
  expect(loudest.reduce((sum, { times }) => sum + times, 0)).toBe(firings.filter(({ already }) => !already).length);
  expect(firings.filter(({ fromMs }) => fromMs % 60_000 !== 0)).toEqual([]);
});

test("alerts that are off are asked about when all are wanted", { timeout: 120_000 }, async () => {
  const usual = await command.json("--last", "1d");
  const all = await command.json("--last", "1d", "--all");
  const rules = catalogue.filter(({ alwaysFires }) => alwaysFires !== true).map(({ name }) => name);
  expect(all.alerts.map(({ name }) => name).toSorted()).toEqual(rules.toSorted());
  expect(all.alerts.filter(({ isOff }) => !isOff).map(({ name }) => name)).toEqual(usual.alerts.map(({ name }) => name));
  expect(all.alerts.find(({ name }) => name === "DoorLeftOpen")).toMatchObject({ isOff: true });
});

test.each(["0d", "soon", "-1d"])("--last %s is refused before the store is asked", async (last) => {
  const { code, stderr } = await command.run(`--last=${last}`);
  expect(code).not.toBe(0);
  expect(stderr).toContain(`--last ${last} is no duration`);
});

test("a store that does not answer is named", async () => {
  const nowhere = "http://127.0.0.1:9";
  await using lost = await tryCommand({ otlpUrl: nowhere, queryUrl: nowhere }, {});
  const { code, stderr } = await lost.run();
  expect(code).toBe(1);
  expect(stderr).toContain("BRIDGE_QUERY");
});

function minuteOf(atMs: number): number {
  return (atMs / 1000 - month.from) / 60;
}

interface Stretch {
  readonly entityId: string;
  readonly from: number;
  readonly to: number;
}

/** Stretches in which the model tells a light. */
function stretchesOf(toldAt: (at: number) => readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  const since = new Map<string, number>();
  for (let at = month.from; at < month.to; at += 60) {
    const told = new Set(toldAt(at));
    for (const entityId of told) if (!since.has(entityId)) since.set(entityId, at);
    for (const [entityId, from] of since) {
      if (told.has(entityId)) continue;
      found.push({ entityId, from, to: at });
      since.delete(entityId);
    }
  }
  return found;
}

/** What the command is asked for begins and ends some minutes after the month. */
function isWithin({ from, to }: Stretch): boolean {
  return from > month.from + DAY_SECONDS && to < month.to - DAY_SECONDS;
}

function inWords({ entityId, from, to }: Stretch): string {
  return `${entityId} ${new Date(from * 1000).toISOString()} ${new Date(to * 1000).toISOString()}`;
}
