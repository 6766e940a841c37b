import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdLock } from "./lock-file.ts";

let folder: string;
let path: string;
let signal: AbortSignal;

beforeEach(async () => {
  signal = AbortSignal.timeout(30_000);
  folder = await mkdtemp(join(tmpdir(), "tiles-lock-"));
  path = join(folder, "lock");
});
afterEach(() => rm(folder, { recursive: true }));

test("a second holder waits for the first", async () => {
  const order: string[] = [];
  const first = await holdLock(path, { signal });
  const waited = Promise.withResolvers<void>();
  const second = holdLock(path, { signal, onWait: () => waited.resolve() }).then(async (lock) => {
    order.push("second has it");
    await lock[Symbol.asyncDispose]();
  });
  await waited.promise;
  order.push("first gives it back");
  await first[Symbol.asyncDispose]();
  await second;
  expect(order).toEqual(["first gives it back", "second has it"]);
});

test("the lock of a process that has ended is taken over", async () => {
  await holdLock(path, { signal });
  const left = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...left, pid: 4_194_304 }));
  await using _lock = await holdLock(path, { signal });
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(left);
});

test("the lock of an ended process is taken over when its id now belongs to another process", async () => {
  await holdLock(path, { signal });
  const left = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...left, startedAtTicks: "1" }));
  await using _lock = await holdLock(path, { signal });
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(left);
});

test("a holder in another container that no longer beats loses the lock", async () => {
  await writeFile(path, JSON.stringify({ pid: 1, startedAtTicks: "1", bootId: "elsewhere", pidNamespace: "pid:[1]" }));
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(path, longAgo, longAgo);
  await using _lock = await holdLock(path, { signal });
  expect(await readFile(path, "utf8")).not.toContain("elsewhere");
});

test("a holder in another container that beats keeps the lock", async () => {
  await writeFile(path, JSON.stringify({ pid: 7, startedAtTicks: "1", bootId: "elsewhere", pidNamespace: "pid:[1]" }));
  const impatient = new AbortController();
  let waitedFor = 0;
  const waiting = holdLock(path, {
    signal: impatient.signal,
    onWait(pid) {
      waitedFor = pid;
      impatient.abort();
    },
  });
  await expect(waiting).rejects.toThrow("aborted");
  expect(waitedFor).toBe(7);
});

test("a damaged lock is taken over", async () => {
  await writeFile(path, "{");
  await using _lock = await holdLock(path, { signal });
  expect(await readFile(path, "utf8")).toContain("startedAtTicks");
});

test("a lock given back leaves nothing behind", async () => {
  await (await holdLock(path, { signal }))[Symbol.asyncDispose]();
  expect(existsSync(path)).toBe(false);
});
