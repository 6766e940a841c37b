import { writeFile } from "node:fs/promises";

/** What went to and came from the bridge, in the order in which it passed by. */
export interface TapeEntry {
  /** A message of Home Assistant, or a request to the store, as compressed by its sender. */
  readonly kind: "frame" | "body";
  readonly bytes: Buffer;
  /** When it passed by; for a request, when it was answered. Milliseconds since the epoch. */
  readonly atMs: number;
}

/** A tape that is written while the bridge runs. */
export interface Tape {
  readonly entries: readonly TapeEntry[];
  /** Off at first: a house of 50,000 says tens of megabytes when it is first read. */
  recording: boolean;
  add(entry: TapeEntry): void;
  /** Called with each entry, recorded or not. */
  readonly listeners: Set<(entry: TapeEntry) => void>;
}

export function createTape(): Tape {
  const entries: TapeEntry[] = [];
  const listeners = new Set<(entry: TapeEntry) => void>();
  const tape: Tape = {
    entries,
    recording: true,
    listeners,
    add(entry) {
      if (tape.recording) entries.push(entry);
      for (const listener of listeners) listener(entry);
    },
  };
  return tape;
}

const KINDS = { frame: 0, body: 1 } as const;
const HEAD_BYTES = 13;

/** The file of a part of a tape: kind u8, length u32, time f64, bytes, and so on. */
export async function writeTape(file: string, entries: readonly TapeEntry[]): Promise<void> {
  const parts = entries.flatMap(({ kind, bytes, atMs }) => {
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt8(KINDS[kind]);
    head.writeUInt32LE(bytes.length, 1);
    head.writeDoubleLE(atMs, 5);
    return [head, bytes];
  });
  await writeFile(file, Buffer.concat(parts));
}

export function* readTape(file: Buffer): Generator<TapeEntry> {
  for (let at = 0; at < file.length;) {
    const start = at + HEAD_BYTES;
    const end = start + file.readUInt32LE(at + 1);
    yield { kind: file.readUInt8(at) === KINDS.frame ? "frame" : "body", bytes: file.subarray(start, end), atMs: file.readDoubleLE(at + 5) };
    at = end;
  }
}
