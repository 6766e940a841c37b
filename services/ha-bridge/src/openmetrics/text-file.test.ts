import { mkdtemp, open, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { entityFamilies } from "../core/entity-families.ts";
import { openMetricsFile } from "./text-file.ts";

test("families one after the other, samples in the order they came, an end, and nothing left over", async () => {
  const folder = await mkdtemp(join(tmpdir(), "openmetrics-"));
  try {
    const file = openMetricsFile(join(folder, "day.om"));
    file.add(entityFamilies.on, [["entity_id", "light.a"]], 1_500, 1);
    file.add(entityFamilies.value, [["friendly", 'a "quoted" \\ name']], 1_000, 2.5);
    file.add(entityFamilies.on, [["entity_id", "light.a"]], 2_000, 0);
    await file.spill();
    await file.close();
    const text = await readFile(join(folder, "day.om"), "utf8");
    expect(text.split("\n").filter((line) => !line.startsWith("# HELP"))).toEqual([
      "# TYPE ha_on gauge",
      'ha_on{entity_id="light.a"} 1 1.500',
      'ha_on{entity_id="light.a"} 0 2.000',
      "# TYPE ha_value gauge",
      'ha_value{friendly="a \\"quoted\\" \\\\ name"} 2.5 1.000',
      "# EOF",
      "",
    ]);
    expect(await readdir(folder)).toEqual(["day.om"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("more than fits into memory goes to the disk on the way, and the file is the same", async () => {
  const folder = await mkdtemp(join(tmpdir(), "openmetrics-"));
  try {
    const file = openMetricsFile(join(folder, "day.om"));
    const lines = 60_000;
    for (let index = 0; index < lines; index += 1) {
      file.add(entityFamilies.on, [["entity_id", `light.with_a_rather_long_name_so_that_it_adds_up_${index % 10}`]], index * 1_000, index % 2);
      if (index % 10_000 === 0) await file.spill();
    }
    await file.spill();
    await file.close();
    const text = await readFile(join(folder, "day.om"), "utf8");
    expect(text.match(/# TYPE/g)).toHaveLength(1);
    expect(text.split("\n").filter((line) => line.startsWith("ha_on{"))).toHaveLength(lines);
    expect(await readdir(folder)).toEqual(["day.om"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what is in a file is durable before the file has its name: its import counts as done from then on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "openmetrics-"));
  try {
    await using somewhere = await open(folder, "r");
    const seen: string[][] = [];
    using _sync = vi.spyOn(Object.getPrototypeOf(somewhere) as typeof somewhere, "sync").mockImplementation(async () => {
      seen.push(await readdir(folder));
    });
    const file = openMetricsFile(join(folder, "day.om"));
    file.add(entityFamilies.on, [["entity_id", "light.a"]], 1_500, 1);
    await file.close();
    // The file itself, then its name.
    expect(seen).toEqual([["day.om.new"], ["day.om"]]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
