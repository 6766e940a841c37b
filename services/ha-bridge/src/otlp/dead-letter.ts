import { writeFileAtomic } from "@tiles/kit/atomic-file";
import { appendFile, readFile, stat } from "node:fs/promises";

/** A file of what the store will never take, one JSON object a line, for a person to look at. */
export interface DeadLetterFile {
  /** Rejects when the file cannot be written. */
  add(entry: Readonly<Record<string, unknown>>): Promise<void>;
}

const MAX_BYTES = 10 * 1024 * 1024;
const NEWLINE = 0x0a;

/** Over `maxBytes` the older half goes. */
export function deadLetterFile(path: string, maxBytes = MAX_BYTES): DeadLetterFile {
  async function add(entry: Readonly<Record<string, unknown>>): Promise<void> {
    const line = `${JSON.stringify(entry)}\n`;
    if ((await sizeOf(path)) + Buffer.byteLength(line) > maxBytes) await dropOlderHalf(path);
    await appendFile(path, line);
  }

  return { add };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}

async function dropOlderHalf(path: string): Promise<void> {
  const bytes = await readFile(path);
  const lineEnd = bytes.indexOf(NEWLINE, Math.floor(bytes.length / 2));
  await writeFileAtomic(path, bytes.subarray(lineEnd < 0 ? bytes.length : lineEnd + 1));
}
