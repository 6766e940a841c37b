import { ManualClock } from "@tiles/testkit/manual-clock";
import fc from "fast-check";
import { cp, readdir, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Spool } from "./spool.ts";
import { frameOf, openTestSpool, pendingBodies, temporaryFolder, texts } from "./spool.testing.ts";

type Step =
  | { readonly kind: "append"; readonly size: number; readonly lane: "live" | "backlog" }
  | { readonly kind: "acknowledge"; readonly which: number }
  | { readonly kind: "checkpoint" }
  | { readonly kind: "second" };

interface Life {
  readonly steps: readonly Step[];
  /** Frames that were on their way to the disk when the power went. */
  readonly unfinished: number;
  /** How much of what they wrote has arrived: 0 to 1. */
  readonly arrived: number;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("append"), size: fc.nat(400), lane: lanes() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("acknowledge"), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("checkpoint") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("second") }) },
);
const life: fc.Arbitrary<Life> = fc.record({
  steps: fc.array(step, { maxLength: 25 }),
  unfinished: fc.nat(3),
  arrived: fc.double({ min: 0, max: 1, noNaN: true }),
});

// Hundreds of syncs, on a disk that others use as well.
const CRASHES_WITHIN_MS = 180_000;

// Every step of it, with a disk that forgets, is the matter of power.test.ts; this is the disk of this machine.
test(
  "whatever is durable and not acknowledged comes back after each crash, byte-identical, in order, nothing else",
  async () => {
    await fc.assert(fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 1500 }), liveThrough), {
      numRuns: 40,
    });
  },
  CRASHES_WITHIN_MS,
);

/** What must be true of a spool whose lives are known. */
interface Model {
  /** By seq; those that are durable for certain. */
  readonly durable: Map<number, string>;
  readonly acknowledged: Set<number>;
  state: string | undefined;
  coveredSeq: number;
  next: number;
}

async function liveThrough(lives: readonly Life[], segmentBytes: number): Promise<void> {
  await using folder = await temporaryFolder();
  const model: Model = { durable: new Map(), acknowledged: new Set(), state: undefined, coveredSeq: 0, next: 1 };
  for (const [index, { steps, unfinished, arrived }] of lives.entries()) {
    const clock = new ManualClock();
    const directory = join(folder.path, `life ${index}`);
    const spool = await openTestSpool(directory, { clock, segmentBytes });
    await checkAgainst(model, spool);
    for (const one of steps) await take(one, spool, model, clock);
    const sizes = await segmentSizes(directory);
    const lost = Array.from({ length: unfinished }, () => spool.append(frameOf(textOf(model, 50))));
    await Promise.all(lost);
    await crash(directory, join(folder.path, `life ${index + 1}`), sizes, arrived);
    await spool[Symbol.asyncDispose]();
  }
  await using last = await openTestSpool(join(folder.path, `life ${lives.length}`));
  await checkAgainst(model, last);
}

async function checkAgainst(model: Model, spool: Spool): Promise<void> {
  const expected = [...model.durable].filter(([seq]) => !model.acknowledged.has(seq)).map(([, text]) => text);
  const offered = await pendingBodies(spool);
  const known = new Set(model.durable.values());
  // What was acknowledged may come once more, what was on its way may have arrived: both in their place.
  const numbers = offered.map((text) => Number.parseInt(text, 10));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(offered.filter((text) => expected.includes(text))).toEqual(expected);
  expect(offered.filter((text) => !known.has(text) && !isUnfinished(text))).toEqual([]);
  const { state, ledgers } = spool.recovered;
  expect(state === undefined ? undefined : texts([state])[0]).toBe(model.state);
  const uncovered = [...model.durable].filter(([seq]) => seq > model.coveredSeq).map(([, text]) => `ledger of ${text}`);
  expect(texts(ledgers).filter((text) => uncovered.includes(text))).toEqual(uncovered);
  adopt(model, spool, offered);
}

/** What has survived a crash is durable now. */
function adopt(model: Model, spool: Spool, offered: readonly string[]): void {
  let seq = 0;
  for (const text of offered) {
    seq = spool.next(undefined, seq)?.seq ?? 0;
    model.durable.set(seq, text);
  }
}

async function take(one: Step, spool: Spool, model: Model, clock: ManualClock): Promise<void> {
  switch (one.kind) {
    case "append": {
      const text = textOf(model, one.size, "durable");
      const { seq, durable } = await spool.append(frameOf(text, { lane: one.lane }));
      expect(durable).toBe(true);
      model.durable.set(seq, text);
      break;
    }
    case "acknowledge": {
      const pending = [...model.durable.keys()].filter((seq) => !model.acknowledged.has(seq));
      const seq = pending[one.which % Math.max(pending.length, 1)];
      if (seq === undefined) break;
      spool.acknowledge(seq);
      model.acknowledged.add(seq);
      break;
    }
    case "checkpoint":
      model.state = `state after ${model.next}`;
      model.coveredSeq = Math.max(model.coveredSeq, ...model.durable.keys());
      expect(await spool.checkpoint(Buffer.from(model.state))).toBe(true);
      break;
    case "second":
      await clock.advance(1000);
  }
}

/** A copy of the folder as the power cut left it: of the bytes after `sizes` only a part. */
async function crash(from: string, to: string, sizes: ReadonlyMap<string, number>, arrived: number): Promise<void> {
  await copyLive(from, to);
  const [name, size] = [...(await segmentSizes(to))].at(-1) ?? [];
  if (name === undefined || size === undefined) return;
  const kept = sizes.get(name) ?? 0;
  await truncate(join(to, name), kept + Math.floor((size - kept) * arrived));
}

/** The spool tidies up while it is copied: a segment that goes in between makes the copy start again. */
async function copyLive(from: string, to: string): Promise<void> {
  for (;;) {
    try {
      await cp(from, to, { recursive: true });
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
      await rm(to, { recursive: true, force: true });
    }
  }
}

async function segmentSizes(directory: string): Promise<Map<string, number>> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".segment")).toSorted();
  const sizes = await Promise.all(names.map(async (name) => [name, await sizeOf(join(directory, name))] as const));
  return new Map(sizes.filter((entry): entry is [string, number] => entry[1] !== undefined));
}

/** Undefined when the spool has just removed it, because all of it was acknowledged. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function textOf(model: Model, size: number, kind = "unfinished"): string {
  model.next += 1;
  return `${model.next} ${kind} ${"x".repeat(size)}`;
}

function isUnfinished(text: string): boolean {
  return text.includes(" unfinished ");
}

function lanes(): fc.Arbitrary<"live" | "backlog"> {
  return fc.constantFrom("live", "backlog");
}
