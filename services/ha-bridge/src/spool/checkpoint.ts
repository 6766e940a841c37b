import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import type { Disk } from "./disk.ts";

/** A state that covers all frames up to `seq`. */
export interface Checkpoint {
  readonly seq: number;
  readonly state: Uint8Array;
}

export type CheckpointRead = { kind: "read"; checkpoint: Checkpoint } | { kind: "absent" } | { kind: "damaged" };

// Magic, checksum of what follows, seq as f64, state.
const MAGIC = Buffer.from("TSC1", "latin1");
const SEQ_AT = 8;
const STATE_AT = 16;

/** It is durable after this; at no moment is there half of it. */
export async function writeCheckpoint(disk: Disk, path: string, { seq, state }: Checkpoint): Promise<void> {
  const bytes = Buffer.alloc(STATE_AT + state.length);
  MAGIC.copy(bytes);
  bytes.writeDoubleLE(seq, SEQ_AT);
  bytes.set(state, STATE_AT);
  bytes.writeUInt32LE(crc32(bytes.subarray(SEQ_AT)), MAGIC.length);
  const temporary = `${path}.new`;
  {
    await using file = await disk.open(temporary, "over");
    await file.write(bytes, 0);
    await file.sync();
  }
  await disk.rename(temporary, path);
  await disk.syncFolder(dirname(path));
}

export async function readCheckpoint(disk: Disk, path: string): Promise<CheckpointRead> {
  const bytes = await disk.read(path).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (bytes === undefined) return { kind: "absent" };
  const isOurs = bytes.length >= STATE_AT && bytes.subarray(0, MAGIC.length).equals(MAGIC);
  if (!isOurs || bytes.readUInt32LE(MAGIC.length) !== crc32(bytes.subarray(SEQ_AT))) return { kind: "damaged" };
  return { kind: "read", checkpoint: { seq: bytes.readDoubleLE(SEQ_AT), state: bytes.subarray(STATE_AT) } };
}
