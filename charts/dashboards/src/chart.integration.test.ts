import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { ensureComponent } from "../../../tools/testbed/cache/ensure-component.ts";
import { helm } from "../../../tools/testbed/helm/helm-component.ts";
import { runHelm } from "../../../tools/testbed/helm/run-helm.ts";
import { boards } from "./boards.ts";
import { dashboardFiles, renderDashboard } from "./render.ts";

const CHART = fileURLToPath(new URL("..", import.meta.url));
const names = dashboardFiles.map(({ path }) => basename(path, ".json"));

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly data?: Record<string, string>;
  readonly spec?: Record<string, unknown>;
}

// Compiled on first use, which takes longer than a test may.
beforeAll(async () => {
  await ensureComponent(helm);
});

test("Helm's linter has nothing against the chart", async () => {
  expect(await runHelm("lint", "--strict", CHART)).toMatch(/0 chart\(s\) failed/);
});

describe("by default", () => {
  test("each dashboard is a ConfigMap that the sidecar finds, with the very file in it", async () => {
    const resources = await rendered();
    expect(resources.map(({ kind }) => kind)).toEqual(boards.map(() => "ConfigMap"));
    for (const [index, board] of boards.entries()) {
      const name = `home-${names[index]}`;
      const found = resources.find(({ metadata }) => metadata.name === name);
      expect(found?.metadata).toMatchObject({
        namespace: "grafana",
        labels: { grafana_dashboard: "1", "app.kubernetes.io/instance": "home" },
        annotations: { "k8s-sidecar-target-directory": "Home" },
      });
      expect(found?.data).toEqual({ [`${board.uid}.json`]: renderDashboard(board) });
    }
  });

  test("label, folder and annotation can be those of another Grafana", async () => {
    const set = ["sidecar.label=boards", "sidecar.labelValue=yes", "sidecar.folderAnnotation=grafana_folder", "folder=My house", "labels.team=us"];
    const [first] = await rendered(...set);
    expect(first?.metadata.labels).toMatchObject({ boards: "yes", team: "us" });
    expect(first?.metadata.annotations).toEqual({ grafana_folder: "My house" });
  });

  test("only those that are wanted are made", async () => {
    const resources = await rendered("dashboards={house,energy}");
    expect(resources.map(({ metadata }) => metadata.name).toSorted()).toEqual(["home-energy", "home-house"]);
  });
});

test("with grafana-operator each dashboard is a GrafanaDashboard for the chosen Grafana, and there are no ConfigMaps", async () => {
  const resources = await rendered("grafanaOperator.enabled=true", "grafanaOperator.matchLabels.dashboards=mine");
  expect(resources.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual(
    boards.map(() => "grafana.integreatly.org/v1beta1 GrafanaDashboard"),
  );
  expect(resources.find(({ metadata }) => metadata.name === "home-house")?.spec).toEqual({
    instanceSelector: { matchLabels: { dashboards: "mine" } },
    folder: "Home",
    allowCrossNamespaceImport: true,
    resyncPeriod: "10m",
    json: renderDashboard(boards[0]!),
  });
});

test("a ConfigMap stays below the megabyte that Kubernetes allows, by far", () => {
  for (const board of boards) expect(Buffer.byteLength(renderDashboard(board))).toBeLessThan(500_000);
});

describe("refuses", () => {
  test.each([
    ["a dashboard that there is not", "dashboards={hause}", /'\/dashboards\/0': value must be one of 'house'/],
    ["a key that there is not", "sidecar.lable=x", /additional properties 'lable' not allowed/],
    ["an operator that is neither on nor off", "grafanaOperator.enabled=maybe", /'\/grafanaOperator\/enabled': got string, want boolean/],
    ["a duration that is none", "grafanaOperator.resyncPeriod=often", /'\/grafanaOperator\/resyncPeriod': 'often' does not match pattern/],
    ["an empty folder", "folder=", /'\/folder': minLength/],
  ])("%s", async (_, set, problem) => {
    await expect(rendered(set)).rejects.toThrow(problem);
  });

  test("only what it does not know: the schema names each dashboard", async () => {
    const schema = JSON.parse(await readFile(new URL("../values.schema.json", import.meta.url), "utf8")) as {
      properties: { dashboards: { items: { enum: string[] } } };
    };
    expect(schema.properties.dashboards.items.enum).toEqual(names);
  });
});

async function rendered(...set: readonly string[]): Promise<readonly Resource[]> {
  const text = await runHelm("template", "home", CHART, "--namespace", "grafana", ...set.flatMap((each) => ["--set", each]));
  return parseAllDocuments(text).map((document) => document.toJS() as Resource);
}
