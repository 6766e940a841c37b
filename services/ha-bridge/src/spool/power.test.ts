import { ManualClock } from "@tiles/testkit/manual-clock";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fault, powerDisk, type PowerDisk } from "./power-disk.testing.ts";
import type { Spool, SpoolEvents } from "./spool.ts";
import { frameOf, openTestSpool, pendingBodies, telling, texts } from "./spool.testing.ts";

/** Random work, and the power is cut at every write, sync, renaming and removal of it: one run for each. */

type Step =
  | { readonly kind: "append"; readonly sizes: readonly number[]; readonly lane: "live" | "backlog" }
  | { readonly kind: "acknowledge"; readonly which: number }
  | { readonly kind: "checkpoint"; readonly before: number; readonly beside: number }
  | { readonly kind: "second" }
  | { readonly kind: "restart" };

const sizes = fc.array(fc.nat(300), { minLength: 1, maxLength: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("append"), sizes, lane: fc.constantFrom("live" as const, "backlog" as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("acknowledge"), which: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("checkpoint"), before: fc.nat(2), beside: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("second") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart") }) },
);
const work = fc.array(step, { minLength: 3, maxLength: 25 });
const segmentBytes = fc.integer({ min: 1, max: 1_500 });
const luck = fc.integer({ min: 0, max: 2 ** 31 });
const WITHIN_MS = 120_000;

test(
  "whatever was durable and not acknowledged comes back after a cut at any step, byte-identical, in order, nothing else",
  async () => {
    let cuts = 0;
    const cutAtEveryStep = async (steps: readonly Step[], bytes: number, seed: number) => {
      const { disk } = await live(steps, { bytes, seed });
      for (let atStep = 1; atStep <= disk.steps; atStep += 1) {
        const life = await live(steps, { bytes, seed: seed + atStep, fault: { atStep, kind: "power cut" } });
        expect(life.disk.isCut).toBe(true);
        const found = life.disk.survivor();
        await checkAfterCut(life.model, found);
        cuts += 1;
      }
    };
    await fc.assert(fc.asyncProperty(work, segmentBytes, luck, cutAtEveryStep), { numRuns: 40 });
    expect(cuts).toBeGreaterThan(1_000);
  },
  WITHIN_MS,
);

test(
  "a step that fails, as on a disk that is full for a moment, loses nothing",
  async () => {
    const failAtEveryStep = async (steps: readonly Step[], bytes: number, seed: number) => {
      // A start that cannot read or write its folder fails, and is tried again by whoever started it.
      const running = steps.filter(({ kind }) => kind !== "restart");
      const { disk, openedAtStep } = await live(running, { bytes, seed });
      for (let atStep = openedAtStep + 1; atStep <= disk.steps; atStep += 1) {
        const life = await live(running, { bytes, seed: seed + atStep, fault: { atStep, kind: "step fails" } });
        await using again = await openTestSpool(FOLDER, { disk: life.disk });
        const wanted = [...life.model.texts].filter(([seq]) => !life.model.acknowledged.has(seq)).map(([, text]) => text);
        expect((await pendingBodies(again)).filter((text) => wanted.includes(text))).toEqual(wanted);
      }
    };
    await fc.assert(fc.asyncProperty(work, segmentBytes, luck, failAtEveryStep), { numRuns: 20 });
  },
  WITHIN_MS,
);

test(
  "a disk that becomes read-only at any step: what is durable stays, the rest waits in memory and is offered, and all of it is written later",
  async () => {
    const outcomes = { recovered: 0, offeredFromMemory: 0 };
    const readOnlyAtEveryStep = async (steps: readonly Step[], bytes: number, seed: number) => {
      const running = steps.filter(({ kind }) => kind !== "restart");
      let stepsOfAll = 0;
      const { openedAtStep } = await live(running, { bytes, seed, meanwhile: async ({ disk }) => void (stepsOfAll = disk.steps) });
      for (let atStep = openedAtStep + 1; atStep <= stepsOfAll; atStep += 1) {
        const told = telling();
        const options = { bytes, seed: seed + atStep, fault: { atStep, kind: "read-only" } as const, events: told.events };
        await live(running, {
          ...options,
          async meanwhile({ spool, model, disk, clock }) {
            expect(disk.isReadOnly).toBe(true);
            const { seq, durable } = await append(spool, model, 20, "live");
            expect(durable).toBe(false);
            expect(spool.newest("live")?.seq).toBe(seq);
            expect(told.lines.find((line) => line.startsWith("writeFailed"))).toContain("EROFS");
            expect(await pendingBodies(spool)).toEqual(waitingIn(model));
            outcomes.offeredFromMemory += 1;
            disk.makeWritable();
            await clock.advance(RETRIED_MS);
            expect(told.lines.filter((line) => line === "writeRecovered")).toHaveLength(1);
            expect(await append(spool, model, 20, "live")).toMatchObject({ durable: true });
            expect(await pendingBodies(spool)).toEqual(waitingIn(model));
            expect(told.lines.filter((line) => /^(dropped|damaged)/.test(line))).toEqual([]);
            await spool[Symbol.asyncDispose]();
            await using again = await openTestSpool(FOLDER, { disk });
            expect(await pendingBodies(again)).toEqual(waitingIn(model));
            outcomes.recovered += 1;
          },
        });
        // The same, and it never becomes writable again: the machine is switched off.
        const { model, disk } = await live(running, { ...options, meanwhile: async () => undefined });
        await checkAfterCut(model, disk.survivor());
      }
    };
    await fc.assert(fc.asyncProperty(work, segmentBytes, luck, readOnlyAtEveryStep), { numRuns: 20 });
    expect(outcomes.recovered).toBeGreaterThan(300);
    expect(outcomes.offeredFromMemory).toBe(outcomes.recovered);
  },
  WITHIN_MS,
);

const FOLDER = "/spool";
/** The longest pause between two tries to write, and more. */
const RETRIED_MS = 60_000;

interface Checkpoint {
  readonly state: string;
  /** What was given to the spool before; the state speaks of it. */
  readonly covered: ReadonlySet<string>;
}

/** What must be true of the spool. */
interface Model {
  /** By seq: everything that was ever given to it. */
  readonly texts: Map<number, string>;
  readonly durable: Set<number>;
  readonly acknowledged: Set<number>;
  /** Given, but whether it arrived is not known. */
  readonly unfinished: Set<string>;
  /** The last one that was stored, and one that was about to be. */
  readonly checkpoints: Checkpoint[];
  next: number;
}

/** A spool that is open, at the end of the steps. */
interface Open {
  readonly spool: Spool;
  readonly model: Model;
  readonly disk: PowerDisk;
  readonly clock: ManualClock;
}

interface LifeOptions {
  readonly bytes: number;
  readonly seed: number;
  readonly fault?: Fault;
  readonly events?: SpoolEvents;
  /** Comes before the last retries and the end. */
  readonly meanwhile?: (open: Open) => Promise<void>;
}

interface Life {
  readonly model: Model;
  readonly disk: PowerDisk;
  readonly openedAtStep: number;
}

async function live(steps: readonly Step[], { bytes, seed, fault, events, meanwhile }: LifeOptions): Promise<Life> {
  const model: Model = { texts: new Map(), durable: new Set(), acknowledged: new Set(), unfinished: new Set(), checkpoints: [], next: 1 };
  const disk = powerDisk(randomOf(seed), fault);
  const clock = new ManualClock();
  let openedAtStep = 0;
  let spool: Spool | undefined;
  const open = async () => await openTestSpool(FOLDER, { disk, clock, segmentBytes: bytes, ...(events && { events }) });
  try {
    spool = await open();
    openedAtStep = disk.steps;
    for (const one of steps) {
      if (disk.isCut) break;
      if (one.kind === "restart") {
        await spool[Symbol.asyncDispose]();
        if (!disk.isCut) spool = await open();
      } else await take(one, spool, model, clock);
    }
    await meanwhile?.({ spool, model, disk, clock });
  } catch (error) {
    // Only a start rejects: a spool that is open tells of its trouble.
    if (!disk.isCut) throw error;
  }
  if (!disk.isCut) await clock.advance(RETRIED_MS);
  await spool?.[Symbol.asyncDispose]();
  return { model, disk, openedAtStep };
}

async function take(one: Exclude<Step, { kind: "restart" }>, spool: Spool, model: Model, clock: ManualClock): Promise<void> {
  switch (one.kind) {
    case "append":
      await Promise.all(one.sizes.map((size) => append(spool, model, size, one.lane)));
      break;
    case "acknowledge": {
      const pending = [...model.texts.keys()].filter((seq) => !model.acknowledged.has(seq));
      const seq = pending[one.which % Math.max(pending.length, 1)];
      if (seq === undefined) break;
      spool.acknowledge(seq);
      model.acknowledged.add(seq);
      break;
    }
    case "checkpoint": {
      model.next += 1;
      const appends = (count: number) => Array.from({ length: count }, () => append(spool, model, 20, "live"));
      const before = appends(one.before);
      const checkpoint = { state: `state ${model.next}`, covered: new Set([...model.texts.values(), ...model.unfinished]) };
      const stored = spool.checkpoint(Buffer.from(checkpoint.state));
      model.checkpoints.push(checkpoint);
      await Promise.all([...before, ...appends(one.beside)]);
      if (await stored) model.checkpoints.splice(0, model.checkpoints.indexOf(checkpoint));
      break;
    }
    case "second":
      await clock.advance(1_000);
  }
}

async function append(spool: Spool, model: Model, size: number, lane: "live" | "backlog"): Promise<{ seq: number; durable: boolean }> {
  model.next += 1;
  const text = `${model.next} ${"x".repeat(size)}`;
  model.unfinished.add(text);
  const { seq, durable } = await spool.append(frameOf(text, { lane }));
  model.texts.set(seq, text);
  if (durable) {
    model.durable.add(seq);
    model.unfinished.delete(text);
  }
  return { seq, durable };
}

/** All that was given and is not acknowledged, in its order. */
function waitingIn({ texts: given, acknowledged }: Model): string[] {
  const waiting = [...given].filter(([seq]) => !acknowledged.has(seq));
  return waiting.toSorted(([one], [other]) => one - other).map(([, text]) => text);
}

async function checkAfterCut(model: Model, disk: PowerDisk): Promise<void> {
  const spool = await openTestSpool(FOLDER, { disk });
  const offered = await pendingBodies(spool);
  const wanted = [...model.durable].filter((seq) => !model.acknowledged.has(seq)).map((seq) => model.texts.get(seq));
  expect(offered.filter((text) => wanted.includes(text))).toEqual(wanted);
  const known = new Set([...model.texts.values(), ...model.unfinished]);
  expect(offered.filter((text) => !known.has(text))).toEqual([]);
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered.map(Number.parseFloat)).toEqual(offered.map(Number.parseFloat).toSorted((one, other) => one - other));

  const { state, ledgers } = spool.recovered;
  const found = state === undefined ? undefined : model.checkpoints.find((one) => one.state === texts([state])[0]);
  // Once one was stored there is always one: that, or one after it.
  if (state !== undefined) expect(found).toBeDefined();
  const covered = found?.covered ?? new Set();
  // It never speaks of what is not there.
  const acknowledged = [...model.acknowledged].map((seq) => model.texts.get(seq));
  expect([...covered].filter((text) => !offered.includes(text) && !acknowledged.includes(text))).toEqual([]);
  const durable = [...model.durable].map((seq) => model.texts.get(seq) ?? "");
  const uncovered = durable.filter((text) => !covered.has(text)).map((text) => `ledger of ${text}`);
  expect(texts(ledgers).filter((text) => uncovered.includes(text))).toEqual(uncovered);

  // It goes on from there, and the next start finds both.
  expect(await spool.append(frameOf("and on"))).toMatchObject({ durable: true });
  await spool[Symbol.asyncDispose]();
  await using next = await openTestSpool(FOLDER, { disk });
  expect(await pendingBodies(next)).toEqual([...offered, "and on"]);
}

/** A small generator (mulberry32), so that a seed tells the whole story. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
