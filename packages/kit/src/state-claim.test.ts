import { ManualClock } from "@tiles/testkit/manual-clock";
import { beforeEach, describe, expect, test } from "vitest";
import type { HeldLock, LockRecord } from "./lock-file.ts";
import { createLogger } from "./logger.ts";
import { BEAT_EVERY_MS, keepClaim, type StateClaim } from "./state-claim.ts";

const logger = createLogger({ service: "test", level: "silent" });
const record: LockRecord = { name: "test", host: "here", bootId: "b", pidNamespace: "n", pid: 1, since: "", beat: 0, released: false };
const HOUR_MS = 3_600_000;

let clock: ManualClock;
let written: LockRecord[];
/** What becomes of writing the lock, and of looking for a higher one. */
let disk: { write: string | undefined; look: string | boolean };
const lock: HeldLock = {
  generation: 1,
  write: async (next) => {
    if (disk.write !== undefined) throw failure(disk.write);
    written.push(next);
  },
  isHighest: async () => {
    if (typeof disk.look === "string") throw failure(disk.look);
    return disk.look;
  },
};

beforeEach(() => {
  clock = new ManualClock();
  written = [];
  disk = { write: undefined, look: true };
});

describe("a disk that takes nothing", () => {
  test.each(["EROFS", "ENOSPC"])("(%s) is kept, as nobody else can claim it either, and beats go on when it takes them again", async (code) => {
    disk.write = code;
    await using claim = keepClaim("/state", lock, { ...record }, { clock, logger });
    await pass(HOUR_MS);
    expect([claim.lost.aborted, written]).toEqual([false, []]);
    disk.write = undefined;
    await pass(2 * BEAT_EVERY_MS);
    expect(written.length).toBeGreaterThan(0);
    expect(claim.lost.aborted).toBe(false);
  });

  test("is lost within two beats when somebody who can write to it has claimed it", async () => {
    await using claim = keepClaim("/state", lock, { ...record }, { clock, logger });
    disk.write = "EROFS";
    await pass(HOUR_MS);
    disk.look = false;
    await pass(2 * BEAT_EVERY_MS);
    expect(String(claim.lost.reason)).toMatch(/another process has taken it over.*EROFS.*\[KIT_STATE_LOST\]/);
  });

  test("is lost when it cannot be read either, as nobody knows then who has it", async () => {
    await using claim = keepClaim("/state", lock, { ...record }, { clock, logger });
    disk = { write: "EROFS", look: "EIO" };
    await expectLostBeforeOthersTakeOver(claim);
  });
});

test.each(["EIO", "ESTALE"])("a disk that takes no beat because of %s is lost before others may take over", async (code) => {
  await using claim = keepClaim("/state", lock, { ...record }, { clock, logger });
  disk.write = code;
  await expectLostBeforeOthersTakeOver(claim);
  expect(String(claim.lost.reason)).toContain(code);
});

async function expectLostBeforeOthersTakeOver(claim: StateClaim): Promise<void> {
  await pass(20_000);
  expect(claim.lost.aborted).toBe(false);
  await pass(BEAT_EVERY_MS);
  expect(claim.lost.reason).toMatchObject({ code: "KIT_STATE_LOST" });
}

/** A beat at a time, as the time goes. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += BEAT_EVERY_MS) await clock.advance(BEAT_EVERY_MS);
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: no`), { code });
}
