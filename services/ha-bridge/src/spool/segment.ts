import type { EpochMs } from "@tiles/kit/clock";
import { basename, dirname, join } from "node:path";
import type { Disk, DiskFile } from "./disk.ts";
import { FrameTable } from "./frame-table.ts";
import { HEADER_BYTES, readBody, readHeader } from "./frame.ts";

const EXTENSION = ".segment";
const ORDINAL_DIGITS = 12;

/** One append-only file of frames and what is known of them. */
export class Segment {
  readonly ordinal: number;
  readonly path: string;
  readonly frames = new FrameTable();
  /** Up to where the file is durable. */
  size = 0;
  newestWrittenAtMs: EpochMs = -Infinity;
  /** Holds bytes that could not be read: it is moved aside instead of being deleted. */
  damaged = false;
  /** Nothing is appended any more. */
  sealed = false;
  readonly #disk: Disk;
  #file: DiskFile | undefined;

  constructor(disk: Disk, directory: string, ordinal: number) {
    this.#disk = disk;
    this.ordinal = ordinal;
    this.path = join(directory, `${String(ordinal).padStart(ORDINAL_DIGITS, "0")}${EXTENSION}`);
  }

  /** Appends after what is durable and returns when the bytes are durable as well. */
  async append(bytes: Uint8Array): Promise<void> {
    const isNew = this.#file === undefined;
    this.#file ??= await this.#disk.open(this.path, "new");
    await this.#file.write(bytes, this.size);
    await this.#file.sync();
    // A file whose directory entry is not durable is gone after a power cut, however durable its bytes.
    if (isNew) await this.#disk.syncFolder(dirname(this.path));
    this.size += bytes.length;
  }

  /** The body of the frame; undefined when the bytes are not what was written. */
  async read(seq: number): Promise<Uint8Array | undefined> {
    const place = this.frames.placeOf(seq);
    if (place === undefined) return undefined;
    const bytes = await this.#disk.readPart(this.path, place.offset, HEADER_BYTES + place.bytes);
    const header = readHeader(bytes);
    return header?.seq === seq ? readBody(bytes, header) : undefined;
  }

  /** Nothing is appended any more. */
  async seal(): Promise<void> {
    this.sealed = true;
    const file = this.#file;
    this.#file = undefined;
    // What is durable stays so, whatever closing says.
    await file?.close().catch(() => undefined);
  }

  /** Seals after a failed append; what that may have left must not be found as frames by the next start. */
  async abandon(): Promise<void> {
    await this.#file?.truncate(this.size).catch(() => undefined);
    await this.seal();
    if (this.size === 0) await this.#disk.remove(this.path).catch(() => undefined);
  }

  async remove(): Promise<void> {
    await this.seal();
    if (this.damaged) await this.#disk.rename(this.path, `${this.path}.damaged`);
    else await this.#disk.remove(this.path);
  }
}

/** The number in the name of a segment's file; undefined for other files. */
export function ordinalOf(path: string): number | undefined {
  const name = basename(path);
  if (!name.endsWith(EXTENSION)) return undefined;
  const digits = name.slice(0, -EXTENSION.length);
  return /^\d{12}$/.test(digits) ? Number(digits) : undefined;
}
