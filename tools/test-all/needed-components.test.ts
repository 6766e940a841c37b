import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { readSourceTree, type SourceFile } from "../check-layout/source-tree.ts";
import { COMPONENTS } from "../testbed/components.ts";
import { neededComponents, reachableFrom } from "./needed-components.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let tree: readonly SourceFile[];

beforeAll(async () => {
  tree = await readSourceTree(ROOT);
});

const needsOf = async (path: string) => [...(await neededComponents(path, tree, COMPONENTS, ROOT))].toSorted();

test("what a test starts is needed, with what that needs itself", async () => {
  expect(await needsOf("tools/testbed/mosquitto.test.ts")).toEqual(["debian-root"]);
});

test("promtool comes with Prometheus", async () => {
  expect(await needsOf("charts/home-alerts/src/alert-cases.integration.test.ts")).toEqual(["prometheus"]);
});

test("a story with doubles needs nothing", async () => {
  expect(await needsOf("e2e/home-assistant-faults/double.test.ts")).toEqual([]);
});

test("a program that is run counts like an import, a type does not", () => {
  const file = (path: string, text: string, target?: string, typeOnly = false): SourceFile => ({
    path,
    text,
    imports: target === undefined ? [] : [{ specifier: "", target, typeOnly }],
  });
  const files = [
    file("e2e/a.test.ts", 'new URL("../tools/demo/main.ts", import.meta.url)', "e2e/types.ts", true),
    file("tools/demo/main.ts", "", "tools/demo/cast.ts"),
    file("tools/demo/cast.ts", ""),
    file("e2e/types.ts", ""),
  ];
  expect(reachableFrom("e2e/a.test.ts", files)).toEqual(["e2e/a.test.ts", "tools/demo/main.ts", "tools/demo/cast.ts"]);
});
