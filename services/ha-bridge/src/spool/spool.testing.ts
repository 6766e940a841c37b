import { ManualClock } from "@tiles/testkit/manual-clock";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "./frame.ts";
import { openSpool, type Spool, type SpoolEvents, type SpoolOptions } from "./spool.ts";

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "spool-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Everything that the spool told, in words. */
export interface Told {
  readonly lines: string[];
  readonly events: SpoolEvents;
}

export function telling(): Told {
  const lines: string[] = [];
  const tell =
    (name: string) =>
    (...facts: unknown[]): void =>
      void lines.push([name, ...facts].join(" "));
  const events: SpoolEvents = {
    dropped: tell("dropped"),
    damaged: tell("damaged"),
    writeFailed: tell("writeFailed"),
    writeRecovered: tell("writeRecovered"),
    checkpointWanted: tell("checkpointWanted"),
    housekeepingFailed: tell("housekeepingFailed"),
  };
  return { lines, events };
}

export function openTestSpool(directory: string, options: Partial<SpoolOptions> = {}): Promise<Spool> {
  return openSpool({
    directory,
    maxBytes: 2 ** 30,
    maxAgeMs: 72 * 3_600_000,
    clock: new ManualClock(),
    events: telling().events,
    random: () => 0,
    ...options,
  });
}

export function frameOf(text: string, facts: Partial<Frame> = {}): Frame {
  return {
    lane: "live",
    body: Buffer.from(text),
    ledger: Buffer.from(`ledger of ${text}`),
    points: 1,
    minAtMs: 1000,
    maxAtMs: 2000,
    ...facts,
  };
}

/** Bodies of what is pending, in order. */
export async function pendingBodies(spool: Spool): Promise<string[]> {
  const bodies: string[] = [];
  for (let frame = spool.oldest(); frame !== undefined; frame = spool.next(undefined, frame.seq)) {
    bodies.push(Buffer.from((await spool.read(frame.seq)) ?? []).toString());
  }
  return bodies;
}

export function texts(parts: readonly Uint8Array[]): string[] {
  return parts.map((part) => Buffer.from(part).toString());
}
