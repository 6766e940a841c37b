import { readFile } from "node:fs/promises";
import process from "node:process";
import { gunzipSync, gzipSync } from "node:zlib";
import { readTape } from "./tape.ts";

/**
 * The least that can be done: every frame is parsed, every request is compressed, nothing is made of it. The house is
 * kept in memory and the warm-up is the bridge's own, so that both are in the same state when it counts.
 *
 * Arguments: tape of the house as first read, of the warm-up, of what is measured. Prints the CPU time in milliseconds.
 */
const [house = "", warmUp = "", measured = ""] = process.argv.slice(2);
const kept = prepare(await readFile(house)).map(({ isFrame, bytes }) => (isFrame ? JSON.parse(bytes.toString()) : undefined));
const warm = prepare(await readFile(warmUp));
const work = prepare(await readFile(measured));
run(warm);
const before = process.cpuUsage();
run(work);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, kept: kept.length }));

function run(entries: readonly { isFrame: boolean; bytes: Buffer }[]): void {
  for (const { isFrame, bytes } of entries) {
    if (isFrame) JSON.parse(bytes.toString());
    else gzipSync(bytes, { level: 1 });
  }
}

function prepare(file: Buffer): { isFrame: boolean; bytes: Buffer }[] {
  return [...readTape(file)].map(({ isFrame, bytes }) => ({ isFrame, bytes: isFrame ? bytes : gunzipSync(bytes) }));
}
