import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GeneratedFile } from "./generated-files.ts";

/** Paths whose content is not what would be written now, in the order of `files`. */
export async function staleFiles(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
  const stale: string[] = [];
  for (const file of files) if ((await current(join(root, file.path))) !== (await file.render())) stale.push(file.path);
  return stale;
}

/** Writes what is not current, and returns the paths of that. A file that is current keeps its time. */
export async function writeStaleFiles(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
  const stale = await staleFiles(root, files);
  for (const file of files) {
    if (!stale.includes(file.path)) continue;
    const path = join(root, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await file.render());
  }
  return stale;
}

async function current(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
