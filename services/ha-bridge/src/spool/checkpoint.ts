import { writeFileAtomic } from "@tiles/kit/atomic-file";
import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";

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

export async function writeCheckpoint(path: string, { seq, state }: Checkpoint): Promise<void> {
  const bytes = Buffer.alloc(STATE_AT + state.length);
  MAGIC.copy(bytes);
  bytes.writeDoubleLE(seq, SEQ_AT);
  bytes.set(state, STATE_AT);
  bytes.writeUInt32LE(crc32(bytes.subarray(SEQ_AT)), MAGIC.length);
  await writeFileAtomic(path, bytes);
}

export async function readCheckpoint(path: string): Promise<CheckpointRead> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (bytes === undefined) return { kind: "absent" };
  const isOurs = bytes.length >= STATE_AT && bytes.subarray(0, MAGIC.length).equals(MAGIC);
  if (!isOurs || bytes.readUInt32LE(MAGIC.length) !== crc32(bytes.subarray(SEQ_AT))) return { kind: "damaged" };
  return { kind: "read", checkpoint: { seq: bytes.readDoubleLE(SEQ_AT), state: bytes.subarray(STATE_AT) } };
}
