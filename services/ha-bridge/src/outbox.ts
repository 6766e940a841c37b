import { gzipSync } from "node:zlib";
import type { Clock } from "@tiles/kit/clock";
import type { LedgerSection } from "./core/ledger.ts";
import type { PointSink } from "./core/series.ts";
import { type Resource, encodeBatch } from "./otlp/encode.ts";
import { createPointBatch, type PointBatch } from "./otlp/point-batch.ts";
import type { Spool } from "./spool/spool.ts";

/** A change reaches the spool within this. */
const LINGER_MS = 200;
const MAX_BATCH_POINTS = 5_000;
const MAX_BATCH_BYTES = 1024 * 1024;
/** A checkpoint is worth its writing when what it replaces is several times larger. */
const CHECKPOINT_MIN_BYTES = 4 * 1024 * 1024;
const CHECKPOINT_GROWTH = 4;

/**
 * Gathers points into requests for the spool. What was sent is written down (the ledger's section) in the same
 * durable step as the last points of it, so that no crash can come between.
 */
export interface Outbox {
  readonly live: PointSink;
  readonly backlog: PointSink;
  /** Something may have been added: it goes out within the linger. */
  soon(): void;
  /** Writes out what was gathered; resolves when it is durable. */
  flush(): Promise<void>;
  checkpoint(): Promise<void>;
  checkpointIfWorthIt(): Promise<void>;
}

export interface OutboxOptions {
  readonly spool: Spool;
  readonly clock: Clock;
  readonly resource: Resource;
  /** What the ledger has to know of the points gathered since the last call. */
  section(): LedgerSection;
  /** The whole ledger. */
  state(): LedgerSection;
}

export function createOutbox({ spool, clock, resource, section, state }: OutboxOptions): Outbox {
  const live = createPointBatch();
  const backlog = createPointBatch();
  const room = sharedRoom();
  let lingering = false;
  let appended: Promise<unknown> = Promise.resolve();
  let checkpointBytes = 0;

  const outbox: Outbox = {
    live: bounded(live),
    backlog: bounded(backlog),
    soon() {
      if (lingering || live.points + backlog.points === 0) return;
      lingering = true;
      void clock.sleep(LINGER_MS).then(() => {
        lingering = false;
        void outbox.flush();
      });
    },
    async flush() {
      // What was old when it was found must not share a request with what is live.
      const full = [backlog, live].filter((batch) => batch.points > 0);
      for (const [index, batch] of full.entries()) {
        const ledger = index === full.length - 1 ? toBytes(section()) : new Uint8Array();
        const body = gzipSync(encodeBatch(batch, resource, room), { level: 1 });
        const lane = batch === live ? "live" : "backlog";
        const frame = { lane, body, ledger, points: batch.points, minAtMs: batch.minAtMs, maxAtMs: batch.maxAtMs } as const;
        batch.clear();
        // Without their values: each would hold the one before it, for as long as the process lives.
        appended = Promise.all([appended, spool.append(frame)]).then(() => undefined);
      }
      await appended;
    },
    async checkpoint() {
      // In one turn: the state must speak of just the frames that were appended before it.
      void outbox.flush();
      const bytes = toBytes(state());
      checkpointBytes = bytes.length;
      await spool.checkpoint(bytes);
    },
    async checkpointIfWorthIt() {
      if (spool.stats().uncoveredBytes > Math.max(CHECKPOINT_MIN_BYTES, CHECKPOINT_GROWTH * checkpointBytes)) await outbox.checkpoint();
    },
  };
  return outbox;

  function bounded(batch: PointBatch): PointSink {
    const flushWhenFull = () => {
      if (batch.points >= MAX_BATCH_POINTS || batch.bytes >= MAX_BATCH_BYTES) void outbox.flush();
    };
    return {
      add(series, atMs, value) {
        batch.add(series, atMs, value);
        flushWhenFull();
      },
      end(series, atMs) {
        batch.end(series, atMs);
        flushWhenFull();
      },
    };
  }
}

/** What the spool kept of the ledger: a checkpoint, which is a section that says everything, and the sections since. */
export function recoveredSections({ recovered: { state, ledgers } }: Spool): LedgerSection[] {
  const kept = [...(state === undefined ? [] : [state]), ...ledgers];
  return kept.filter((bytes) => bytes.length > 0).map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as LedgerSection);
}

/** One buffer again and again: what is encoded is compressed at once, and the start of a large house encodes 100 MB. */
function sharedRoom(): (size: number) => Buffer {
  let buffer = Buffer.alloc(0);
  return (size) => {
    if (buffer.length < size) buffer = Buffer.allocUnsafeSlow(size * 2);
    return buffer.subarray(0, size);
  };
}

function toBytes(section: LedgerSection): Uint8Array {
  return Buffer.from(JSON.stringify(section));
}
