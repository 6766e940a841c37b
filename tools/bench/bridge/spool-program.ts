import { readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "@tiles/kit/clock";
import { openSpool } from "../../../services/ha-bridge/src/spool/spool.ts";
import { readTape } from "./tape.ts";

/**
 * The durable path alone: each request of a tape goes through the bridge's own spool as it does in the bridge, appended
 * and synced, read again, acknowledged, at the instant at which the bridge had it to do.
 *
 * Arguments: folder for the spool, tape. Prints its CPU time and how long it waited for the disk, in milliseconds.
 */
const [directory = "", tape = ""] = process.argv.slice(2);
const bodies = [...readTape(await readFile(tape))].filter(({ kind }) => kind === "body");
const nothing = () => undefined;
await using spool = await openSpool({
  directory,
  maxBytes: 2 * 1024 ** 3,
  maxAgeMs: 72 * 3_600_000,
  clock: systemClock,
  events: {
    dropped: nothing,
    damaged: nothing,
    writeFailed: nothing,
    writeRecovered: nothing,
    checkpointWanted: nothing,
    housekeepingFailed: nothing,
  },
});
const waits: number[] = [];
const behindMs = performance.now() - (bodies[0]?.atMs ?? 0);
const before = process.cpuUsage();
for (const { bytes: body, atMs } of bodies) {
  const waitMs = atMs + behindMs - performance.now();
  if (waitMs > 0) await sleep(waitMs);
  const startedMs = performance.now();
  const { seq, durable } = await spool.append({ lane: "live", body, ledger: new Uint8Array(), points: 1, minAtMs: atMs, maxAtMs: atMs });
  if (!durable) throw new Error(`${directory}: the disk did not take a request. Give the bench a folder with room. [BENCH_PROCESS]`);
  waits.push(performance.now() - startedMs);
  await spool.read(seq);
  spool.acknowledge(seq);
}
// Of the whole process: threads that write and sync belong to it.
const { user, system } = process.cpuUsage(before);
waits.sort((one, other) => one - other);
const quantile = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN;
console.log(JSON.stringify({ spoolMs: (user + system) / 1000, diskP50Ms: quantile(0.5), diskP99Ms: quantile(0.99) }));
