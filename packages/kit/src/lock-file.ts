import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { link, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { syncFolder } from "./atomic-file.ts";
import { codeOf } from "./errors.ts";

// The lock of a folder is the file `lock.<generation>` with the highest generation:
// 1. whoever takes over creates the next generation, and a file system lets only one process create a file;
// 2. the holder removes lower generations, never its own, and marks its own as released when it ends;
// 3. so the highest file is never removed, and a late comer's create fails or is seen to be below the highest.
const NAME = /^lock\.(\d+)$/;

const zRecord = z.object({
  name: z.string(),
  host: z.string(),
  bootId: z.string(),
  pidNamespace: z.string(),
  pid: z.number(),
  startTime: z.string().optional(),
  since: z.string(),
  beat: z.number(),
  released: z.boolean(),
});

export type LockRecord = z.output<typeof zRecord>;

export interface SeenLock {
  generation: number;
  /** As it stands in the file: any change is a sign of life. */
  text: string;
  /** Absent when the text cannot be understood. */
  record?: LockRecord;
}

/** The lock as it is now, or undefined in a folder that was never locked. */
export async function readLock(folder: string): Promise<SeenLock | undefined> {
  const generation = await highestGeneration(folder);
  if (generation === 0) return undefined;
  try {
    const text = await readFile(pathOf(folder, generation), "utf8");
    const record = parseRecord(text);
    return { generation, text, ...(record === undefined ? {} : { record }) };
  } catch (error) {
    // Between the look and the reading a higher one took its place.
    if (codeOf(error) === "ENOENT") return readLock(folder);
    throw error;
  }
}

/** A lock that is ours. */
export interface HeldLock {
  generation: number;
  /** Writes in place: whoever took over has another file, which this can never touch. Rejects when ours is gone. */
  write(record: LockRecord): Promise<void>;
  /** Whether no other process has taken over and nobody has removed the file. */
  isHighest(): Promise<boolean>;
}

/** Creates the lock of this generation, or gives undefined when another process was first. */
export async function createLock(folder: string, generation: number, record: LockRecord): Promise<HeldLock | undefined> {
  const path = pathOf(folder, generation);
  if (!(await createWhole(folder, path, toText(record)))) return undefined;
  const isHighest = async (): Promise<boolean> => (await highestGeneration(folder)) === generation;
  if (!(await isHighest())) {
    await rm(path, { force: true });
    return undefined;
  }
  await removeLower(folder, generation);
  await syncFolder(folder);
  return {
    generation,
    isHighest,
    async write(newRecord) {
      // Opened anew each time: a file that stays open keeps its disk from being made read-only.
      await using file = await open(path, constants.O_WRONLY);
      await file.write(toText(newRecord), 0);
      await file.sync();
    },
  };
}

// Written under another name and then linked, the lock is never seen half-written.
async function createWhole(folder: string, path: string, text: string): Promise<boolean> {
  const temporary = join(folder, `lock.tmp-${randomBytes(6).toString("hex")}`);
  try {
    await writeFile(temporary, text, { flag: "wx", mode: 0o600 });
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // File systems without hard links; a lock seen half-written there is only looked at for longer.
    if (["EPERM", "ENOTSUP", "EOPNOTSUPP", "EMLINK"].includes(codeOf(error) ?? "")) return createInPlace(path, text);
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function createInPlace(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function highestGeneration(folder: string): Promise<number> {
  const names = await readdir(folder);
  return Math.max(0, ...names.map((name) => Number(NAME.exec(name)?.[1] ?? 0)));
}

async function removeLower(folder: string, generation: number): Promise<void> {
  const names = await readdir(folder);
  const lower = names.filter((name) => Number(NAME.exec(name)?.[1] ?? generation) < generation);
  await Promise.all(lower.map((name) => rm(join(folder, name), { force: true })));
}

function pathOf(folder: string, generation: number): string {
  return join(folder, `lock.${generation}`);
}

// A fixed length, so that writing in place replaces all of the old text.
const TEXT_LENGTH = 1_024;

function toText(record: LockRecord): string {
  return `${JSON.stringify(record).padEnd(TEXT_LENGTH - 1)}\n`;
}

function parseRecord(text: string): LockRecord | undefined {
  try {
    return zRecord.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
