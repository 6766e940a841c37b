import { writeFile } from "node:fs/promises";

/** What went to and came from the bridge, in the order in which it passed by. */
export type TapeEntry =
  | { readonly kind: "frame"; readonly bytes: Buffer }
  /** `acceptedAtMs`: when the answer was given. */
  | { readonly kind: "body"; readonly bytes: Buffer; readonly acceptedAtMs: number };

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

/** The file of a part of a tape: kind u8, length u32, bytes, and so on. */
export async function writeTape(file: string, entries: readonly TapeEntry[]): Promise<void> {
  const parts = entries.flatMap(({ kind, bytes }) => {
    const head = Buffer.alloc(5);
    head.writeUInt8(KINDS[kind]);
    head.writeUInt32LE(bytes.length, 1);
    return [head, bytes];
  });
  await writeFile(file, Buffer.concat(parts));
}

export function* readTape(file: Buffer): Generator<{ readonly isFrame: boolean; readonly bytes: Buffer }> {
  for (let at = 0; at < file.length;) {
    const end = at + 5 + file.readUInt32LE(at + 1);
    yield { isFrame: file.readUInt8(at) === KINDS.frame, bytes: file.subarray(at + 5, end) };
    at = end;
  }
}
