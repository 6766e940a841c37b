import { appendFile, lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import type { Component, Making } from "../component.ts";
import { cacheFolder, componentFolder } from "./cache-folder.ts";
import { holdLock } from "./lock-file.ts";
import { runCommand, seconds } from "./run-command.ts";

const STAMP = "stamp.json";

export type EnsureOptions = {
  readonly signal?: AbortSignal;
  /** Where progress goes; stderr when absent. */
  readonly tell?: (line: string) => void;
  readonly cache?: string;
};

type Stamp = { readonly name: string; readonly version: string; readonly bytes: number; readonly sizes: Readonly<Record<string, number>> };

/**
 * The folder of a component that is complete; made first when it is not there.
 * Of several processes that ask at once, one makes it and the others wait for that.
 */
export async function ensureComponent(component: Component, options: EnsureOptions = {}): Promise<string> {
  const root = options.cache ?? cacheFolder();
  const folder = await componentFolder(root, component);
  if (await isComplete(folder, component)) return folder;
  const signal = options.signal ?? new AbortController().signal;
  const tell = options.tell ?? ((line: string) => void process.stderr.write(`testbed: ${line}\n`));
  for (const each of component.needs) await ensureComponent(each, options);
  await mkdir(root, { recursive: true });
  await using _lock = await holdLock(`${folder}.lock`, {
    signal,
    onWait: (pid) => tell(`${component.name}: process ${pid} is getting it, waiting for that`),
  });
  if (await isComplete(folder, component)) return folder;
  const needed = new Map<Component, string>();
  for (const each of component.needs) needed.set(each, await componentFolder(root, each));
  await make(component, { root, folder, needed, signal, tell });
  return folder;
}

/** Complete means: the stamp, written last, can be read, and every program it counts has the size it had. */
export async function isComplete(folder: string, component: Component): Promise<boolean> {
  const stamp = await readStamp(folder);
  if (stamp?.name !== component.name) return false;
  for (const program of component.programs) {
    const size = await fileSize(join(folder, program));
    if (size === undefined || size !== stamp.sizes[program]) return false;
  }
  return true;
}

export async function readStamp(folder: string): Promise<Stamp | undefined> {
  try {
    const stamp = JSON.parse(await readFile(join(folder, STAMP), "utf8")) as Partial<Stamp> | null;
    return typeof stamp?.name === "string" && typeof stamp.bytes === "number" && stamp.sizes !== undefined ? (stamp as Stamp) : undefined;
  } catch {
    return undefined;
  }
}

type Place = { root: string; folder: string; needed: ReadonlyMap<Component, string>; signal: AbortSignal; tell: (line: string) => void };

async function make(component: Component, { root, folder, needed, signal, tell }: Place): Promise<void> {
  const say = (line: string) => tell(`${component.name}: ${line}`);
  const logFile = `${folder}.log`;
  const downloads = join(root, "downloads");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(downloads, { recursive: true });
  await writeFile(logFile, "");
  const startedAt = performance.now();
  say(`getting ${component.version} (once; kept in ${folder})`);
  const making: Making = {
    folder,
    downloads,
    signal,
    folderOf: (component) => {
      const found = needed.get(component);
      if (found === undefined) throw new Error(`${component.name} is not among what is needed`);
      return found;
    },
    step: async (title, work) => {
      const stepAt = performance.now();
      say(`${title} ...`);
      await appendFile(logFile, `\n# ${title}\n`);
      const result = await work();
      say(`${title}: done in ${seconds(performance.now() - stepAt)}`);
      return result;
    },
    run: (command, args, options) => runCommand({ component: component.name, logFile, tell: say, signal }, command, args, options),
  };
  const version = await component.make(making);
  await writeStamp(folder, component, version ?? component.version);
  say(`ready after ${seconds(performance.now() - startedAt)}`);
}

async function writeStamp(folder: string, component: Component, version: string): Promise<void> {
  const sizes: Record<string, number> = {};
  for (const program of component.programs) {
    const size = await fileSize(join(folder, program));
    if (size === undefined) throw new Error(`${component.name} was made without its ${program}`);
    sizes[program] = size;
  }
  const stamp: Stamp = { name: component.name, version, bytes: await bytesBelow(folder), sizes };
  await writeFile(join(folder, `${STAMP}.new`), JSON.stringify(stamp));
  await rename(join(folder, `${STAMP}.new`), join(folder, STAMP));
}

async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}

async function fileSize(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.size,
    () => undefined,
  );
}
