import { readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { readTape, type TapeEntry } from "./tape.ts";

/**
 * The least that can be done: every frame is parsed, every request is compressed, nothing is made of it. The house is
 * kept in memory, the warm-up is the bridge's own, and each thing is done at the instant at which the bridge had it to
 * do: in a tight loop the same work finds everything in the processor's caches and costs a third.
 *
 * Arguments: tape of the house as first read, of the warm-up, of what is measured. Prints CPU times in milliseconds.
 */
const [house = "", warmUp = "", measured = ""] = process.argv.slice(2);
const kept = unpacked(await readFile(house)).map(({ kind, bytes }) => (kind === "frame" ? (JSON.parse(bytes.toString()) as unknown) : undefined));
const warm = unpacked(await readFile(warmUp));
const work = unpacked(await readFile(measured));
await run(warm);
const paced = await run(work);
console.log(JSON.stringify({ ...paced, tightMs: runTight(work), kept: kept.length }));

async function run(entries: readonly TapeEntry[]): Promise<{ parseMs: number; gzipMs: number }> {
  const spentUs = { frame: 0, body: 0 };
  const behindMs = performance.now() - (entries[0]?.atMs ?? 0);
  for (const { kind, bytes, atMs } of entries) {
    const waitMs = atMs + behindMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    // Of the whole process: threads that collect garbage meanwhile belong to it.
    const before = process.cpuUsage();
    doLeast(kind, bytes);
    const { user, system } = process.cpuUsage(before);
    spentUs[kind] += user + system;
  }
  return { parseMs: spentUs.frame / 1000, gzipMs: spentUs.body / 1000 };
}

function runTight(entries: readonly TapeEntry[]): number {
  const before = process.cpuUsage();
  for (const { kind, bytes } of entries) doLeast(kind, bytes);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function doLeast(kind: TapeEntry["kind"], bytes: Buffer): void {
  if (kind === "frame") JSON.parse(bytes.toString());
  else gzipSync(bytes, { level: 1 });
}

function unpacked(file: Buffer): TapeEntry[] {
  return [...readTape(file)].map((entry) => (entry.kind === "frame" ? entry : { ...entry, bytes: gunzipSync(entry.bytes) }));
}
