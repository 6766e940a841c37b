import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allFamilies } from "../../services/ha-bridge/src/core/catalogue.ts";
import { staleFiles, writeStaleFiles } from "./generate.ts";
import { generatedFiles } from "./generated-files.ts";
import { renderMetricsDoc } from "./metrics-doc.ts";

describe("generated files", () => {
  const files = [{ path: "docs/page.md", render: () => "new\n" }];
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "generate-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  test("that are missing are stale", async () => {
    expect(await staleFiles(root, files)).toEqual(["docs/page.md"]);
  });

  test("that were edited by hand are stale", async () => {
    await writeStaleFiles(root, files);
    await writeFile(join(root, "docs/page.md"), "edited\n");
    expect(await staleFiles(root, files)).toEqual(["docs/page.md"]);
  });

  test("are written with their folder", async () => {
    await writeStaleFiles(root, files);
    expect(await readFile(join(root, "docs/page.md"), "utf8")).toBe("new\n");
  });

  test("that are current are left alone", async () => {
    await writeStaleFiles(root, files);
    const before = await stat(join(root, "docs/page.md"), { bigint: true });
    await writeStaleFiles(root, files);
    expect((await stat(join(root, "docs/page.md"), { bigint: true })).mtimeNs).toBe(before.mtimeNs);
  });

  test("of this repository are current", async () => {
    expect(await staleFiles(fileURLToPath(new URL("../..", import.meta.url)), generatedFiles)).toEqual([]);
  });
});

describe("docs/metrics.md", () => {
  test("has one row for each family", () => {
    const rows = [...renderMetricsDoc().matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map(([, name]) => name);
    expect(new Set(rows)).toEqual(new Set(allFamilies.map(({ name }) => name)));
    expect(rows).toHaveLength(allFamilies.length);
  });

  test("has five cells in each row", () => {
    const lines = renderMetricsDoc()
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(lines.filter((line) => line.split("|").length !== 7)).toEqual([]);
  });
});
