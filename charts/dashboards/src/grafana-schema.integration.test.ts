import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureComponent } from "../../../tools/testbed/cache/ensure-component.ts";
import { schemaProblems } from "../../../tools/testbed/grafana-schema/check-dashboards.ts";
import { grafanaSchema } from "../../../tools/testbed/grafana-schema/grafana-schema-component.ts";
import { dashboardFiles } from "./render.ts";

const paths = dashboardFiles.map(({ path }) => fileURLToPath(new URL(`../../../${path}`, import.meta.url)));

// Compiled on first use, which takes longer than a test may.
beforeAll(async () => {
  await ensureComponent(grafanaSchema);
});

test("Grafana's published schema has nothing against the dashboards", async () => {
  expect(await schemaProblems(paths)).toEqual([]);
});

describe("the schema would find", () => {
  let folder: string;
  let text: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "dashboards-"));
    text = await readFile(paths[0]!, "utf8");
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ["a field that dashboards do not have", '"uid":', '"uuid":', /unexpected field 'uuid'/],
    ["an option that a panel does not have", '"graphMode":', '"graphmode":', /graphmode/],
    ["a field that a query does not have", '"legendFormat":', '"legend":', /unexpected field 'legend'/],
    ["a value of another kind", '"refId": "A"', '"refId": 1', /refId/],
  ])("%s", async (_, right, wrong, problem) => {
    expect(text).toContain(right);
    const path = join(folder, "wrong.json");
    await writeFile(path, text.replace(right, wrong));
    expect((await schemaProblems([path])).join("\n")).toMatch(problem);
  });
});
