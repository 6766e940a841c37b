import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Component } from "../component.ts";

// Python leaves these beside a source that was once imported.
const IGNORED: ReadonlySet<string> = new Set(["__pycache__"]);

/** The folder that all clones and runs of one user share. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env["TILES_TESTBED"]) return env["TILES_TESTBED"];
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "tiles", "testbed");
}

/** A component's own folder: its name and a hash of all it is made from. */
export async function componentFolder(root: string, component: Component): Promise<string> {
  return join(root, `${component.name}-${(await fingerprint(root, component)).slice(0, 16)}`);
}

// The cache's own path is part of it: interpreters and libraries are written into programs as absolute paths,
// so a cache that was moved or copied makes its components again.
async function fingerprint(root: string, component: Component): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([root, process.arch, component.name, component.version]));
  for (const [name, source] of Object.entries(component.madeFrom).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(JSON.stringify([name, source instanceof URL ? await contentOf(fileURLToPath(source)) : source]));
  }
  for (const needed of component.needs) hash.update(await fingerprint(root, needed));
  return hash.digest("hex");
}

async function contentOf(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory())
    return createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  const names = (await readdir(path)).filter((name) => !IGNORED.has(name)).sort();
  return JSON.stringify(await Promise.all(names.map(async (name) => [name, await contentOf(join(path, name))])));
}
