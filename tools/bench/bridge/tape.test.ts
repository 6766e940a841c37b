import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTape, readTape, writeTape } from "./tape.ts";

test("a tape is read as it was written", async () => {
  const entries = [
    { kind: "frame", bytes: Buffer.from("[]"), atMs: 1_700_000_000_000 },
    { kind: "body", bytes: Buffer.alloc(0), atMs: 1_700_000_000_000.5 },
  ] as const;
  const folder = await mkdtemp(join(tmpdir(), "tape-"));
  try {
    await writeTape(join(folder, "tape"), entries);
    expect([...readTape(await readFile(join(folder, "tape")))]).toEqual(entries);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what is not recorded is still told", () => {
  const tape = createTape();
  const heard: string[] = [];
  tape.listeners.add(({ kind }) => heard.push(kind));
  tape.recording = false;
  tape.add({ kind: "body", bytes: Buffer.alloc(1), atMs: 0 });
  expect({ heard, kept: tape.entries.length }).toEqual({ heard: ["body"], kept: 0 });
});
