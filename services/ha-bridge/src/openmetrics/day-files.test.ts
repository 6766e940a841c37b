import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entityFamilies } from "../core/entity-families.ts";
import { dayFiles } from "./day-files.ts";

const MIDNIGHT = Date.UTC(2024, 1, 1);

test("each sample is in the file of its own day, midnight in the new one", async () => {
  await withFolder(async (folder) => {
    const files = dayFiles(folder, "statistics-2024-01");
    for (const atMs of [MIDNIGHT - 3_600_000, MIDNIGHT - 1, MIDNIGHT]) files.add(entityFamilies.on, [["entity_id", "light.a"]], atMs, 1);
    expect(await readdir(folder)).toEqual([]);
    await files.close();
    expect((await readdir(folder)).toSorted()).toEqual(["2024-01-31.statistics-2024-01.om", "2024-02-01.statistics-2024-01.om"]);
    expect(await times(folder, "2024-01-31.statistics-2024-01.om")).toEqual([MIDNIGHT - 3_600_000, MIDNIGHT - 1]);
    expect(await times(folder, "2024-02-01.statistics-2024-01.om")).toEqual([MIDNIGHT]);
  });
});

test("more than fits into memory is on the disk before the files are complete, and nothing is left over", async () => {
  await withFolder(async (folder) => {
    const files = dayFiles(folder, "history-2024-02-01");
    const name = `light.${"with_a_long_name_".repeat(1_000)}`;
    const write = async (count: number) => {
      for (let index = 0; index < count; index += 1)
        files.add(entityFamilies.on, [["entity_id", name]], MIDNIGHT + (index % 2) * 86_400_000 + index, 1);
      await files.spill();
    };
    await write(1_000);
    expect(await readdir(folder)).toEqual([]);
    await write(2_000);
    expect(await readdir(folder)).toHaveLength(2);
    await files.close();
    expect((await readdir(folder)).toSorted()).toEqual(["2024-02-01.history-2024-02-01.om", "2024-02-02.history-2024-02-01.om"]);
    expect(await times(folder, "2024-02-01.history-2024-02-01.om")).toHaveLength(1_500);
  });
});

async function times(folder: string, file: string): Promise<number[]> {
  const lines = (await readFile(join(folder, file), "utf8")).split("\n").filter((line) => line.startsWith("ha_on{"));
  return lines.map((line) => Math.round(Number(line.split(" ").at(-1)) * 1000));
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "day-files-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
