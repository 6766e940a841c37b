import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";

import { ensureComponent } from "../../../tools/testbed/cache/ensure-component.ts";
import { helm } from "../../../tools/testbed/helm/helm-component.ts";
import { catalogue } from "./catalogue.ts";
import { ROUTE, renderAlertmanagerConfig } from "./render/alertmanager.ts";
import { ruleGroups } from "./render/rules.ts";
import type { AlertsValues } from "./render/uses.ts";
import { anyValues } from "./testing/any-values.ts";
import { DEFAULT_ROUTING, valuesSchema } from "./values.ts";

const CHART = fileURLToPath(new URL("../", import.meta.url));
const GET_WITHIN_MS = 900_000;
const RENDER_WITHIN_MS = 60_000;
const RUNS = 25;

let program: string;
let folder: string;

beforeAll(async () => {
  program = join(await ensureComponent(helm), "bin/helm");
  folder = await mkdtemp(join(tmpdir(), "tiles-home-alerts-chart-"));
}, GET_WITHIN_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("helm lint has nothing to say", async () => {
  const { stdout } = await run("lint", "--strict", CHART);
  expect(stdout).toContain("0 chart(s) failed");
});

test.each<[string, AlertsValues]>([
  ["no values", {}],
  ["the values of the README", readmeValues()],
  ["every alert on", Object.fromEntries(catalogue.map(({ name }) => [name, {}]))],
  ["every alert off", Object.fromEntries(catalogue.map(({ name }) => [name, { enabled: false }]))],
])("of %s the chart makes the same rules as the plain renderer", async (_which, alerts) => {
  expect(await groupsOfChart({ alerts })).toEqual(ruleGroups(catalogue, alerts));
});

test("of any values the chart makes the same rules as the plain renderer", async () => {
  await fc.assert(
    fc.asyncProperty(anyValues(catalogue), async (alerts) => {
      expect(valuesSchema(catalogue).safeParse({ alerts }).error).toBeUndefined();
      expect(await groupsOfChart({ alerts })).toEqual(ruleGroups(catalogue, alerts));
    }),
    { numRuns: RUNS, seed: 20_260_115 },
  );
}, 300_000);

test.each([
  ["an alert that there is not", { alerts: { LightOnAllNight: {} } }, /LightOnAllNight/],
  ["a key that the alert does not know", { alerts: { LightsOnAllNight: { above: 3 } } }, /above/],
  ["a duration without a unit", { alerts: { LightsOnAllNight: { tolerance: "5" } } }, /tolerance/],
  ["a text for a number", { alerts: { FreezerWarm: { above: "cold" } } }, /above/],
  ["a where on what has no entities", { alerts: { HomeAssistantDown: { where: { areas: ["hall"] } } } }, /where/],
  ["an id that could end a selector", { alerts: { DoorLeftOpen: { where: { areas: ['x"}'] } } } }, /areas/],
  ["a severity that there is not", { alerts: { DoorLeftOpen: { severity: "urgent" } } }, /severity/],
])("%s is refused by the chart and by the plain renderer", async (_what, values, named) => {
  await expect(groupsOfChart(values)).rejects.toThrow(named);
  expect(JSON.stringify(valuesSchema(catalogue).safeParse(values).error?.issues)).toMatch(named);
});

test("the AlertmanagerConfig says the same as the plain file", async () => {
  const { route, receivers } = await specOf<AlertmanagerConfigSpec>("AlertmanagerConfig", { routing: { enabled: true, repeatInterval: "8h" } });
  const plain = parse(renderAlertmanagerConfig({ ...DEFAULT_ROUTING, repeatInterval: "8h" }));
  expect({
    receiver: route.receiver,
    group_by: route.groupBy,
    group_wait: route.groupWait,
    group_interval: route.groupInterval,
    repeat_interval: route.repeatInterval,
  }).toEqual({ ...plain.route, routes: undefined });
  expect(route.routes).toEqual([
    { receiver: ROUTE.receiver, matchers: [{ name: "alertname", matchType: "=", value: "Watchdog" }], ...ROUTE.watchdog },
  ]);
  expect(receivers[0]?.webhookConfigs[0]).toMatchObject({ url: plain.receivers[0].webhook_configs[0].url, sendResolved: true });
});

test("no AlertmanagerConfig is made unless it is asked for, and labels reach the rules", async () => {
  const documents = await documentsOf({ labels: { role: "house" } });
  expect(documents.map(({ kind }) => kind)).toEqual(["PrometheusRule"]);
  expect(documents[0]?.["metadata"]).toMatchObject({ name: "house", namespace: "alerts", labels: { role: "house" } });
});

interface AlertmanagerConfigSpec {
  readonly route: Record<"receiver" | "groupWait" | "groupInterval" | "repeatInterval", string> & { groupBy: string[]; routes: unknown[] };
  readonly receivers: readonly { readonly webhookConfigs: readonly Record<string, unknown>[] }[];
}

function readmeValues(): AlertsValues {
  return {
    LightsOnAllNight: { severity: "info", where: { floors: ["basement"] }, except: { labels: ["night_light"] }, tolerance: "5m" },
    FreezerWarm: [
      { name: "chest", where: { labels: ["freezer"] }, above: -12, for: "30m" },
      { name: "wine", where: { entities: ["sensor.wine"] }, above: 16, for: "2h" },
    ],
    DoorLeftOpen: { enabled: false },
  };
}

async function groupsOfChart(values: object): Promise<unknown> {
  return (await specOf<{ groups: unknown }>("PrometheusRule", values)).groups;
}

async function specOf<Spec>(kind: string, values: object): Promise<Spec> {
  const found = (await documentsOf(values)).find((document) => document["kind"] === kind);
  if (found === undefined) throw new Error(`the chart made no ${kind}`);
  return found["spec"] as Spec;
}

async function documentsOf(values: object): Promise<Record<string, unknown>[]> {
  const file = join(await mkdtemp(join(folder, "values-")), "values.yaml");
  await writeFile(file, JSON.stringify(values));
  const { stdout } = await run("template", "house", CHART, "--namespace=alerts", `--values=${file}`);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Record<string, unknown>);
}

function run(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(program, args, { timeout: RENDER_WITHIN_MS, maxBuffer: 64 * 1024 * 1024 });
}
