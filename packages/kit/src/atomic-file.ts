import { randomBytes } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";
import type { EpochMs } from "./clock.ts";
import { codeOf, describeError } from "./errors.ts";

// What services keep is theirs alone; some of it is secret.
const OWNER_ONLY = 0o600;

/** After this resolves the file has the new content, also after a power cut; at no moment is there half of it. */
export async function writeFileAtomic(path: string, data: string | Uint8Array, options: { mode?: number } = {}): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await withFile(temporary, "wx", options.mode ?? OWNER_ONLY, async (file) => {
      await file.writeFile(data);
      await file.sync();
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The new name of a file is durable only when its folder was synced as well. */
export async function syncFolder(folder: string): Promise<void> {
  await withFile(folder, "r", undefined, (handle) =>
    handle.sync().catch((error: unknown) => {
      // Some network file systems cannot sync a folder, and need not.
      if (codeOf(error) !== "EINVAL" && codeOf(error) !== "ENOTSUP") throw error;
    }),
  );
}

export type JsonFile<T> =
  | { kind: "read"; value: T }
  | { kind: "absent" }
  /** The file could not be understood; it was kept under another name, and the caller has to tell people. */
  | { kind: "damaged"; movedTo: string; why: string };

/** A file of ours. Rejects only for trouble with the disk or with rights. */
export async function readJsonFile<S extends z.ZodType>(path: string, schema: S, now: EpochMs): Promise<JsonFile<z.output<S>>> {
  const text = await readText(path);
  if (text === undefined) return { kind: "absent" };
  const result = parse(text, schema);
  if (result.kind === "read") return result;
  const movedTo = `${path}.damaged-${new Date(now).toISOString().replaceAll(":", "")}`;
  await rename(path, movedTo);
  await syncFolder(dirname(path));
  return { kind: "damaged", movedTo, why: result.why };
}

async function withFile(path: string, flags: string, mode: number | undefined, use: (file: FileHandle) => Promise<void>): Promise<void> {
  await using file = await open(path, flags, mode);
  await use(file);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parse<S extends z.ZodType>(text: string, schema: S): { kind: "read"; value: z.output<S> } | { kind: "wrong"; why: string } {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return { kind: "read", value: parsed.data };
    const [issue] = parsed.error.issues;
    return { kind: "wrong", why: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not in the expected form"}` };
  } catch (error) {
    return { kind: "wrong", why: describeError(error) };
  }
}
