import { crc32 } from "node:zlib";
import type { Disk } from "./disk.ts";

/** Which frames need not be sent again: ranges of seq, both ends included, ascending. */
export type Finished = readonly (readonly [number, number])[];

/**
 * Stores what is finished. The write is not synced: what a power cut loses of it is sent once more.
 * Line one is the checksum of line two.
 */
export async function writeCursor(disk: Disk, path: string, finished: Finished): Promise<void> {
  const text = JSON.stringify(finished);
  const temporary = `${path}.new`;
  {
    await using file = await disk.open(temporary, "over");
    await file.write(Buffer.from(`${crc32(text)}\n${text}`), 0);
  }
  await disk.rename(temporary, path);
}

/** Nothing when there is no cursor, undefined when it is damaged: then everything kept is sent again. */
export async function readCursor(disk: Disk, path: string): Promise<Finished | undefined> {
  const bytes = await disk.read(path).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (bytes === undefined) return [];
  const [checksum, ranges = ""] = bytes.toString().split("\n");
  return checksum === String(crc32(ranges)) ? (JSON.parse(ranges) as Finished) : undefined;
}

export function includes(finished: Finished, seq: number): boolean {
  let low = 0;
  let high = finished.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((finished[middle]?.[1] ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  const range = finished[low];
  return range !== undefined && range[0] <= seq;
}

/** Joins ranges that follow each other without a gap; `ranges` is ascending. */
export function joinRanges(ranges: Iterable<readonly [number, number]>): Finished {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && from === last[1] + 1) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
}
