import { ManualClock } from "@tiles/testkit/manual-clock";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KEPT_ASIDE } from "./recover.ts";
import { realDisk } from "./disk.ts";
import { frameOf, openTestSpool, pendingBodies, telling, temporaryFolder, texts } from "./spool.testing.ts";

test("offers frames in order, byte-identical, until they are acknowledged", async () => {
  await using folder = await temporaryFolder();
  await using spool = await openTestSpool(folder.path);
  const [one] = await Promise.all(["one", "two", "three"].map((text) => spool.append(frameOf(text))));
  spool.acknowledge(one?.seq ?? 0);
  expect(await pendingBodies(spool)).toEqual(["two", "three"]);
});

test("offers what was not acknowledged again after a restart, as backlog", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  await first.append(frameOf("one"));
  const { seq } = await first.append(frameOf("two"));
  first.acknowledge(seq);
  await first[Symbol.asyncDispose]();
  await using second = await openTestSpool(folder.path);
  expect({ bodies: await pendingBodies(second), lane: second.oldest()?.lane }).toEqual({
    bodies: ["one"],
    lane: "backlog",
  });
});

test("hands back the checkpoint and the ledgers after it", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  await first.append(frameOf("one"));
  expect(await first.checkpoint(Buffer.from("state"))).toBe(true);
  await first.append(frameOf("two"));
  await first.append(frameOf("three"));
  await first[Symbol.asyncDispose]();
  await using second = await openTestSpool(folder.path);
  const { state = new Uint8Array(), ledgers } = second.recovered;
  expect(texts([state, ...ledgers])).toEqual(["state", "ledger of two", "ledger of three"]);
});

test("a checkpoint speaks of the frames appended before the call, not of later ones", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  const appended = first.append(frameOf("one"));
  const stored = first.checkpoint(Buffer.from("state"));
  await Promise.all([appended, stored, first.append(frameOf("two"))]);
  await first[Symbol.asyncDispose]();
  await using second = await openTestSpool(folder.path);
  expect(texts(second.recovered.ledgers)).toEqual(["ledger of two"]);
});

test("keeps a segment until its frames are acknowledged and covered by a checkpoint", async () => {
  await using folder = await temporaryFolder();
  const clock = new ManualClock();
  await using spool = await openTestSpool(folder.path, { clock, segmentBytes: 1 });
  const { seq } = await spool.append(frameOf("one"));
  await spool.append(frameOf("two"));
  spool.acknowledge(seq);
  await clock.advance(1000);
  expect(await segmentsIn(folder.path)).toHaveLength(2);
  await spool.checkpoint(Buffer.from("state"));
  expect(await segmentsIn(folder.path)).toHaveLength(1);
});

test("never gives a number twice, even when all segments are gone", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  const { seq } = await first.append(frameOf("one"));
  first.acknowledge(seq);
  await first.checkpoint(Buffer.from("state"));
  await first[Symbol.asyncDispose]();
  const second = await openTestSpool(folder.path);
  await second[Symbol.asyncDispose]();
  await using third = await openTestSpool(folder.path);
  expect((await third.append(frameOf("two"))).seq).toBe(seq + 1);
});

test("keeps two lanes apart and moves live frames to the backlog", async () => {
  await using folder = await temporaryFolder();
  await using spool = await openTestSpool(folder.path);
  await spool.append(frameOf("refill", { lane: "backlog" }));
  const { seq } = await spool.append(frameOf("live 1"));
  await spool.append(frameOf("live 2"));
  spool.demote(seq);
  const lanes = [spool.oldest("live"), spool.oldest("backlog"), spool.next("backlog", 1), spool.newest("backlog")];
  expect(lanes.map((frame) => frame?.seq)).toEqual([3, 1, 2, 2]);
});

test("over its size drops the oldest segments and counts their points", async () => {
  await using folder = await temporaryFolder();
  const { events, lines } = telling();
  await using spool = await openTestSpool(folder.path, { events, segmentBytes: 1, maxBytes: 200 });
  for (const text of ["one", "two", "three", "four"]) await spool.append(frameOf(text, { points: 7 }));
  expect(lines).toEqual(["dropped maxBytes 7", "checkpointWanted", "dropped maxBytes 7"]);
  expect(await pendingBodies(spool)).toEqual(["three", "four"]);
});

test("over its age drops the oldest segments", async () => {
  await using folder = await temporaryFolder();
  const { events, lines } = telling();
  const clock = new ManualClock();
  await using spool = await openTestSpool(folder.path, { events, clock, segmentBytes: 1, maxAgeMs: 3_600_000 });
  await spool.append(frameOf("one", { points: 7 }));
  await clock.advance(3_600_001);
  await spool.append(frameOf("two"));
  await spool.append(frameOf("three"));
  expect(lines[0]).toBe("dropped maxAge 7");
  expect(await pendingBodies(spool)).toEqual(["two", "three"]);
});

test.each([
  ["forward by years, as a battery clock that the network corrects", 5 * 365 * 24 * 3_600_000],
  ["back by years", -5 * 365 * 24 * 3_600_000],
  ["forward by an hour", 3_600_000],
  ["back by an hour", -3_600_000],
])("a clock that is set %s drops nothing", async (_what, stepMs) => {
  await using folder = await temporaryFolder();
  const { events, lines } = telling();
  const clock = new ManualClock();
  await using spool = await openTestSpool(folder.path, { events, clock, segmentBytes: 1, maxAgeMs: 3_600_000 });
  await spool.append(frameOf("one"));
  await clock.advance(1_000);
  clock.setNow(clock.now() + stepMs);
  await spool.append(frameOf("two"));
  await clock.advance(1_000);
  await spool.append(frameOf("three"));
  expect(await pendingBodies(spool)).toEqual(["one", "two", "three"]);
  expect(lines).toEqual([]);
});

test("keeps everything before a torn tail and says so", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  await first.append(frameOf("one"));
  await first.append(frameOf("two"));
  await first[Symbol.asyncDispose]();
  const [segment = ""] = await segmentsIn(folder.path);
  const bytes = await readFile(segment);
  await writeFile(segment, bytes.subarray(0, bytes.length - 1));
  const { events, lines } = telling();
  await using second = await openTestSpool(folder.path, { events });
  expect(await pendingBodies(second)).toEqual(["one"]);
  expect(lines).toEqual([expect.stringContaining("were not written completely")]);
  await second.append(frameOf("three"));
  await second[Symbol.asyncDispose]();
  // Said once: what was torn lies aside, and the next start finds nothing wrong.
  const again = telling();
  await using third = await openTestSpool(folder.path, { events: again.events });
  expect(await pendingBodies(third)).toEqual(["one", "three"]);
  expect(again.lines).toEqual([]);
  expect((await readdir(folder.path)).filter((name) => name.includes(".torn-"))).toHaveLength(1);
});

test("finds the frames behind damaged bytes and keeps the damaged file aside", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  for (const text of ["one", "two", "three"]) await first.append(frameOf(text));
  await first[Symbol.asyncDispose]();
  const [segment = ""] = await segmentsIn(folder.path);
  const bytes = await readFile(segment);
  bytes.write("TWO", bytes.indexOf("two"));
  await writeFile(segment, bytes);
  await using second = await openTestSpool(folder.path);
  expect(await pendingBodies(second)).toEqual(["one", "three"]);
  second.acknowledge(1);
  second.acknowledge(3);
  await second.checkpoint(Buffer.from("state"));
  expect(await readdir(folder.path)).toContain("000000000001.segment.damaged");
});

test("a disk that damages a file at each start does not fill with what was put aside: the newest are kept", async () => {
  await using folder = await temporaryFolder();
  const starts = 20;
  for (let start = 0; start < starts; start += 1) {
    const spool = await openTestSpool(folder.path);
    await spool.append(frameOf(`start ${start}`));
    await spool[Symbol.asyncDispose]();
    const newest = (await segmentsIn(folder.path)).at(-1) ?? "";
    await writeFile(newest, (await readFile(newest)).subarray(0, -1));
  }
  await using last = await openTestSpool(folder.path);
  const aside = (await readdir(folder.path)).filter((name) => name.includes(".torn-"));
  expect(aside).toHaveLength(KEPT_ASIDE);
  expect(aside.map((name) => Number(name.slice(0, 12)))).toContain(starts);
  expect(await pendingBodies(last)).toEqual([]);
});

test("a file that cannot be removed just now does not keep the others, nor what is acknowledged, from being looked after", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path, { segmentBytes: 1 });
  for (const text of ["one", "two", "three"]) await first.append(frameOf(text));
  await first[Symbol.asyncDispose]();
  const [segment = "", next = ""] = await segmentsIn(folder.path);
  await writeFile(segment, Buffer.concat([Buffer.from("damaged"), await readFile(segment)]));
  let refusals = 1;
  const remove = async (path: string) => {
    if (path === next && refusals-- > 0) throw Object.assign(new Error("EBUSY: resource busy"), { code: "EBUSY" });
    await realDisk.remove(path);
  };
  const { events, lines } = telling();
  await using second = await openTestSpool(folder.path, { events, disk: { ...realDisk, remove } });
  for (const seq of [1, 2, 3]) second.acknowledge(seq);
  await second.checkpoint(Buffer.from("state"));
  await second.checkpoint(Buffer.from("state"));
  expect(lines.filter((line) => line.startsWith("housekeepingFailed"))).toEqual(["housekeepingFailed EBUSY: resource busy"]);
  expect(await segmentsIn(folder.path)).toEqual([]);
});

test("keeps a frame that cannot be read just now, and drops it only when that stays so", async () => {
  await using folder = await temporaryFolder();
  const clock = new ManualClock();
  let failures = 2;
  const readPart: typeof realDisk.readPart = async (...where) => {
    if (failures-- > 0) throw Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });
    return await realDisk.readPart(...where);
  };
  const { events, lines } = telling();
  await using spool = await openTestSpool(folder.path, { clock, events, disk: { ...realDisk, readPart } });
  const { seq } = await spool.append(frameOf("one"));
  const read = spool.read(seq);
  await clock.untilSleepers(1);
  await clock.advance(10_000);
  expect(Buffer.from((await read) ?? []).toString()).toBe("one");
  expect(lines).toEqual([]);
  failures = Number.POSITIVE_INFINITY;
  const given = spool.read(seq);
  await clock.untilSleepers(1);
  await clock.advance(10_000);
  expect(await given).toBeUndefined();
  expect(lines).toEqual([expect.stringContaining("EMFILE"), "dropped damaged 1"]);
});

test("drops and reports a frame whose bytes changed after the start", async () => {
  await using folder = await temporaryFolder();
  const { events, lines } = telling();
  await using spool = await openTestSpool(folder.path, { events });
  const { seq } = await spool.append(frameOf("one", { points: 7 }));
  const [segment = ""] = await segmentsIn(folder.path);
  await writeFile(segment, "nothing of the kind");
  expect(await spool.read(seq)).toBeUndefined();
  expect(lines).toEqual([expect.stringContaining("cannot be read"), "dropped damaged 7"]);
});

test("moves a damaged checkpoint aside and goes on with the ledgers", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  await first.append(frameOf("one"));
  await first.checkpoint(Buffer.from("state"));
  await first[Symbol.asyncDispose]();
  await writeFile(join(folder.path, "checkpoint"), "nonsense");
  const { events, lines } = telling();
  await using second = await openTestSpool(folder.path, { events });
  expect(second.recovered.state).toBeUndefined();
  expect(texts(second.recovered.ledgers)).toEqual(["ledger of one"]);
  expect(lines).toEqual([expect.stringContaining("moved aside")]);
});

test("sends everything again when it cannot read what was acknowledged", async () => {
  await using folder = await temporaryFolder();
  const first = await openTestSpool(folder.path);
  first.acknowledge((await first.append(frameOf("one"))).seq);
  await first[Symbol.asyncDispose]();
  await writeFile(join(folder.path, "acknowledged"), "12\n[[1,1]]");
  const { events, lines } = telling();
  await using second = await openTestSpool(folder.path, { events });
  expect(await pendingBodies(second)).toEqual(["one"]);
  expect(lines).toEqual([expect.stringContaining("are sent again")]);
});

test("stores what is acknowledged at most once a second", async () => {
  await using folder = await temporaryFolder();
  const clock = new ManualClock();
  await using spool = await openTestSpool(folder.path, { clock });
  const cursor = join(folder.path, "acknowledged");
  for (const text of ["one", "two"]) spool.acknowledge((await spool.append(frameOf(text))).seq);
  expect(await readFile(cursor, "utf8")).toContain("[]");
  await clock.advance(1000);
  await expect.poll(() => readFile(cursor, "utf8"), { timeout: 5000 }).toContain("[[1,2]]");
});

// The disk is taken away by removing the folder: permissions mean nothing to root.
test("offers frames from memory while the disk does not take them, and writes them when it does", async () => {
  await using folder = await temporaryFolder();
  const directory = join(folder.path, "spool");
  const { events, lines } = telling();
  const clock = new ManualClock();
  const spool = await openTestSpool(directory, { events, clock, segmentBytes: 1 });
  await spool.append(frameOf("one"));
  await rm(directory, { recursive: true });
  expect(await spool.append(frameOf("two"))).toEqual({ seq: 2, durable: false });
  expect(await spool.append(frameOf("three"))).toEqual({ seq: 3, durable: false });
  expect(Buffer.from((await spool.read(2)) ?? []).toString()).toBe("two");
  expect(await spool.checkpoint(Buffer.from("state"))).toBe(false);
  spool.acknowledge(2);
  const restored = await openTestSpool(directory);
  await restored[Symbol.asyncDispose]();
  await clock.advance(1000);
  await expect.poll(() => lines.at(-1), { timeout: 5000 }).toBe("writeRecovered");
  await spool[Symbol.asyncDispose]();
  await using second = await openTestSpool(directory);
  expect(await pendingBodies(second)).toEqual(["three"]);
  expect(texts(second.recovered.ledgers)).toEqual(["ledger of two", "ledger of three"]);
  expect(lines[0]).toContain("ENOENT");
});

test("stores no checkpoint before the frames that it covers are durable", async () => {
  await using folder = await temporaryFolder();
  const clock = new ManualClock();
  await using spool = await openTestSpool(folder.path, { clock });
  // The name of the next segment is taken, so that this write fails and only this one.
  await mkdir(join(folder.path, "000000000001.segment"));
  expect(await spool.append(frameOf("one"))).toEqual({ seq: 1, durable: false });
  expect(await spool.checkpoint(Buffer.from("state"))).toBe(false);
  await clock.advance(1000);
  await expect.poll(() => spool.checkpoint(Buffer.from("state")), { timeout: 5000 }).toBe(true);
});

test("keeps the newest frames when even memory is full, and asks for a checkpoint afterwards", async () => {
  await using folder = await temporaryFolder();
  const directory = join(folder.path, "spool");
  const { events, lines } = telling();
  const clock = new ManualClock();
  await using spool = await openTestSpool(directory, { events, clock, memoryBytes: 30 });
  await rm(directory, { recursive: true });
  for (const text of ["one", "two", "three"]) await spool.append(frameOf(text, { points: 7 }));
  expect(await pendingBodies(spool)).toEqual(["three"]);
  const restored = await openTestSpool(directory);
  await restored[Symbol.asyncDispose]();
  await clock.advance(1000);
  await expect.poll(() => lines.slice(-2), { timeout: 5000 }).toEqual(["writeRecovered", "checkpointWanted"]);
  expect(lines.filter((line) => line.startsWith("dropped"))).toEqual(["dropped memory 7", "dropped memory 7"]);
});

test("knows what it holds", async () => {
  await using folder = await temporaryFolder();
  await using spool = await openTestSpool(folder.path);
  await spool.append(frameOf("one", { points: 5, minAtMs: 77 }));
  await spool.append(frameOf("two", { points: 6 }));
  expect(spool.stats()).toMatchObject({ frames: 2, points: 11, oldestAtMs: 77, uncoveredBytes: 32 });
});

test("tells listeners when a frame can be sent", async () => {
  await using folder = await temporaryFolder();
  await using spool = await openTestSpool(folder.path);
  const seen: (number | undefined)[] = [];
  spool.subscribe(() => seen.push(spool.newest()?.seq));
  await spool.append(frameOf("one"));
  expect(seen).toEqual([1]);
});

async function segmentsIn(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return names.filter((name) => name.endsWith(".segment")).map((name) => join(directory, name));
}
