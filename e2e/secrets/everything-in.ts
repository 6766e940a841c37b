import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { constants, gunzipSync } from "node:zlib";

const GZIP_MAGIC = Buffer.of(0x1f, 0x8b, 0x08);
// Shorter runs are words.
const BASE64 = /[A-Za-z0-9+/]{24,}={0,2}/g;

/** The content of every file below a folder, also what is compressed or in base64 in it: path -> text. */
export async function everythingIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(async (file) => [file, unpacked(await readFile(file))] as const);
  return new Map(await Promise.all(read));
}

export function unpacked(bytes: Buffer): string {
  const plain = bytes.toString("latin1");
  const decoded = (plain.match(BASE64) ?? []).map((word) => Buffer.from(word, "base64").toString("latin1"));
  return [plain, ...decoded, ...gunzipped(bytes)].join("\n");
}

function gunzipped(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = bytes.indexOf(GZIP_MAGIC); at >= 0; at = bytes.indexOf(GZIP_MAGIC, at + 1)) {
    try {
      found.push(gunzipSync(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH }).toString("latin1"));
    } catch {
      // These three bytes were the beginning of something else.
    }
  }
  return found;
}
