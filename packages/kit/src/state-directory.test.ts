import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clock, systemClock } from "./clock.ts";
import { createLogger } from "./logger.ts";
import type { Machine } from "./machine.ts";
import { BEAT_EVERY_MS } from "./state-claim.ts";
import { openStateDirectory, type StateDirectory, TAKE_OVER_AFTER_MS } from "./state-directory.ts";

const logger = createLogger({ service: "test", level: "silent" });
const signal = new AbortController().signal;
let root = "";
let path = "";
let count = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "kit-state-"));
});
beforeEach(() => {
  path = join(root, `state-${(count += 1)}`);
});
afterAll(() => rm(root, { recursive: true }));

describe("a state directory", () => {
  test("is created, and can be opened again after it was closed", async () => {
    for (let time = 0; time < 3; time += 1) {
      await using directory = await open();
      expect(directory.lost.aborted).toBe(false);
    }
    expect(await readdir(path)).toEqual(["lock.3"]);
  });

  test("that is in use is refused, and the holder is named", async () => {
    await using _first = await openStateDirectory(path, { clock: systemClock, signal, logger, name: "first-copy" });
    await expect(open()).rejects.toThrow(
      new RegExp(`state directory ${path}: claiming it failed: it is used by first-copy, process ${process.pid} on .* \\[KIT_STATE_LOCKED\\]`),
    );
  });

  test("whose holder does not run any more is taken over at once", async () => {
    await crash(await open({ machine: machine({ pid: 4242 }) }));
    await using directory = await open({ machine: machine({ pid: 4243, isAlive: async (pid) => pid !== 4242 }) });
    expect(directory.lost.aborted).toBe(false);
  });

  test("whose holder was killed is taken over at once", { timeout: 20_000 }, async () => {
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", holderProgram(path)], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await expect(open()).rejects.toMatchObject({ code: "KIT_STATE_LOCKED" });
    child.kill("SIGKILL");
    await once(child, "exit");
    await using directory = await open();
    expect(directory.lost.aborted).toBe(false);
  });

  test("is given to one of many that come at the same moment", async () => {
    await crash(await open({ machine: machine({ pid: 1 }) }));
    const alive = async (pid: number): Promise<boolean> => pid !== 1;
    const opened = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => open({ machine: machine({ pid: 100 + i, isAlive: alive }) })));
    expect(opened.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of opened) if (result.status === "fulfilled") await result.value[Symbol.asyncDispose]();
  });

  test("that cannot be created says what to do", async () => {
    await writeFile(path, "a file");
    await expect(open()).rejects.toThrow(/KIT_STATE_DIRECTORY/);
  });
});

describe("a holder in another container or on another machine", () => {
  const elsewhere = machine({ pid: 1, pidNamespace: "pid:[2]" });

  test("keeps the directory as long as it beats", async () => {
    const [theirs, ours] = [new ManualClock(), new ManualClock()];
    await using _holder = await open({ clock: theirs, machine: elsewhere });
    const taker = settled(open({ clock: ours, machine: machine({ pid: 1 }) }));
    await ours.untilSleepers(1);
    const before = await lockText();
    await untilBeat(theirs, before);
    await advanceUntil(ours, taker);
    expect(await taker.result).toMatchObject({ code: "KIT_STATE_LOCKED" });
  });

  test("loses it after 30 s of our own clock without a beat, not sooner", async () => {
    const ours = new ManualClock();
    await crash(await open({ clock: new ManualClock(), machine: elsewhere }));
    const startMs = ours.monotonicMs();
    const taker = settled(open({ clock: ours, machine: machine({ pid: 1 }) }));
    await advanceUntil(ours, taker);
    expect(ours.monotonicMs() - startMs).toBe(TAKE_OVER_AFTER_MS);
    await dispose(await taker.result);
  });

  test("hands it over at once when it closes", async () => {
    const ours = new ManualClock();
    const holder = await open({ clock: new ManualClock(), machine: elsewhere });
    const taker = settled(open({ clock: ours, machine: machine({ pid: 1 }) }));
    await ours.untilSleepers(1);
    await holder[Symbol.asyncDispose]();
    await advanceUntil(ours, taker);
    expect(ours.monotonicMs()).toBeLessThan(3_000);
    await dispose(await taker.result);
  });

  test("learns that it was taken over, and stops", async () => {
    const [theirs, ours] = [new ManualClock(), new ManualClock()];
    await using holder = await open({ clock: theirs, machine: elsewhere });
    const taker = settled(open({ clock: ours, machine: machine({ pid: 1 }) }));
    await advanceUntil(ours, taker);
    await using _taken = (await taker.result) as StateDirectory;
    await theirs.advance(BEAT_EVERY_MS);
    await expect.poll(() => holder.lost.reason as unknown).toMatchObject({ code: "KIT_STATE_LOST" });
  });

  test("is waited for when its lock cannot be read", async () => {
    await mkdir(path);
    await writeFile(join(path, "lock.7"), "{ half");
    const ours = new ManualClock();
    const taker = settled(open({ clock: ours }));
    await advanceUntil(ours, taker);
    expect(ours.monotonicMs()).toBe(TAKE_OVER_AFTER_MS);
    await dispose(await taker.result);
    expect(await readdir(path)).toEqual(["lock.8"]);
  });
});

describe("a holder that cannot beat", () => {
  test("stops before others may take over", async () => {
    const clock = new ManualClock();
    await using holder = await open({ clock });
    await rm(path, { recursive: true });
    await clock.advance(TAKE_OVER_AFTER_MS - BEAT_EVERY_MS);
    expect(holder.lost.aborted).toBe(true);
  });

  test("stops when it was asleep for too long", async () => {
    const clock = new ManualClock();
    await using holder = await open({ clock: sleepy(clock) });
    await clock.untilSleepers(1);
    await clock.advance(60_000);
    expect(holder.lost.reason).toMatchObject({ code: "KIT_STATE_LOST" });
  });
});

function open(options: { clock?: Clock; machine?: Machine } = {}): Promise<StateDirectory> {
  return openStateDirectory(path, { clock: systemClock, signal, logger, ...options });
}

function machine(parts: Partial<Machine>): Machine {
  return { host: "here", bootId: "boot", pidNamespace: "pid:[1]", pid: 1, startTime: "1", isAlive: async () => true, ...parts };
}

async function lockFile(): Promise<string> {
  const names = await readdir(path);
  return join(path, names.find((name) => /^lock\.\d+$/.test(name)) ?? "none");
}

/** A beat is left out while the disk is still busy with the one before, so it may take more than one. */
async function untilBeat(clock: ManualClock, before: string): Promise<void> {
  for (let look = 0; (await lockText()) === before; look += 1) {
    if (look % 100 === 0) await clock.advance(BEAT_EVERY_MS);
    await systemClock.sleep(10);
  }
}

async function lockText(): Promise<string> {
  return readFile(await lockFile(), "utf8");
}

/** Leaves the lock as a killed process leaves it: as it was before the release. */
async function crash(directory: StateDirectory): Promise<void> {
  const text = await lockText();
  await directory[Symbol.asyncDispose]();
  await writeFile(await lockFile(), text);
}

interface Settled {
  result: Promise<unknown>;
  done: boolean;
}

function settled(promise: Promise<unknown>): Settled {
  const state: Settled = { result: promise.catch((error: unknown) => error), done: false };
  void state.result.finally(() => {
    state.done = true;
  });
  return state;
}

async function advanceUntil(clock: ManualClock, waited: Settled): Promise<void> {
  while (!waited.done) {
    await Promise.race([clock.untilSleepers(1), waited.result]);
    if (!waited.done) await clock.advance(1_000);
  }
}

async function dispose(directory: unknown): Promise<void> {
  await (directory as StateDirectory)[Symbol.asyncDispose]();
}

/** A process that was stopped: its sleep ends long after it was due. */
function sleepy(clock: ManualClock): Clock {
  return { now: () => clock.now(), monotonicMs: () => clock.monotonicMs(), sleep: (ms, stop) => clock.sleep(Math.max(ms, 60_000), stop) };
}

function holderProgram(folder: string): string {
  const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
  return `
    import { openStateDirectory } from ${here("./state-directory.ts")};
    import { systemClock } from ${here("./clock.ts")};
    import { createLogger } from ${here("./logger.ts")};
    await openStateDirectory(${JSON.stringify(folder)}, { clock: systemClock, signal: new AbortController().signal, logger: createLogger({ service: "holder" }) });
    console.log("held");`;
}
