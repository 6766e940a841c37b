import { join } from "node:path";
import { type Clock, systemClock } from "@tiles/kit/clock";
import { AppError, describeError } from "@tiles/kit/errors";
import { createHttp } from "@tiles/kit/http";
import { type Logger, onChange } from "@tiles/kit/logger";
import { openStateDirectory } from "@tiles/kit/state-directory";
import { systemTrust } from "@tiles/kit/trust";
import type { Config } from "./config.ts";
import { families } from "./core/catalogue.ts";
import { houseLabels } from "./core/entity-labels.ts";
import type { LedgerSection } from "./core/ledger.ts";
import type { PointSink, Series } from "./core/series.ts";
import { encodeAttributes } from "./otlp/attributes.ts";
import { deadLetterFile } from "./otlp/dead-letter.ts";
import type { SenderEvents } from "./otlp/deliver.ts";
import { createHttpSender } from "./otlp/http-sender.ts";
import { probeWindow } from "./otlp/probe.ts";
import { createSender } from "./otlp/sender.ts";
import type { StoreWindow } from "./otlp/store-window.ts";
import { createOutbox } from "./outbox.ts";
import { openSpool, type SpoolEvents } from "./spool/spool.ts";

export interface PastOptions {
  readonly config: Config;
  readonly version: string;
  readonly logger: Logger;
  /** Names the folder under `stateDir`; a process of the same name excludes another one, and none excludes `run`. */
  readonly name: string;
  readonly clock?: Clock;
}

/** A way into the store for points of the past, beside the one that `run` has. */
export interface PastDelivery {
  readonly sink: PointSink;
  readonly window: StoreWindow;
  /** Makes durable what was written, and waits while too much of it waits to be sent. */
  flush(): Promise<void>;
}

const MAX_WAITING_POINTS = 300_000;
const LOOK_EVERY_MS = 100;

/** What `work` gave, and how many of its points the store did not take. */
export interface Delivered<T> {
  readonly value: T;
  readonly lost: number;
}

/** Everything that `work` writes is accepted by the store when this resolves, but for what it never will. */
export async function deliverPast<T>(options: PastOptions, signal: AbortSignal, work: (past: PastDelivery) => Promise<T>): Promise<Delivered<T>> {
  const { config, version, logger, name, clock = systemClock } = options;
  const { endpoint, headers, headerFiles, backlogRate, trust } = config.metrics;
  await using stack = new AsyncDisposableStack();
  const state = stack.use(await openStateDirectory(join(config.stateDir, name), { name: `ha-bridge ${name}`, clock, signal, logger }));
  const http = stack.use(createHttp({ trust: trust ?? systemTrust, userAgent: `ha-bridge/${version}` }));
  const send = createHttpSender({ http, endpoint, signal: "metrics", headers, headerFiles, clock });
  const instance = config.homeAssistant.name;
  const resource = { serviceName: "ha-bridge", serviceInstanceId: instance };
  const window = await probeWindow({ http: send, series: probeSeries(instance), resource, nowMs: clock.now(), signal }, undefined);
  if (window.kind === "unknown") {
    throw new AppError({
      code: "BRIDGE_STORE_AWAY",
      thing: endpoint,
      tried: "sending samples",
      cameBack: window.why,
      whatToDo: "Check that the store runs and that metrics.endpoint is right",
    });
  }
  let lost = 0;
  const notTaken = (points: number) => void (lost += points);
  const { maxBytes } = config.metrics.spool;
  const directory = join(state.path, "spool");
  const spool = stack.use(await openSpool({ directory, maxBytes, maxAgeMs: Infinity, clock, events: spoolEvents(logger, notTaken) }));
  const outbox = createOutbox({ spool, clock, resource, section: () => emptySection, state: () => emptySection });
  const deadLetter = deadLetterFile(join(state.path, "dead-letter.jsonl"));
  const sender = createSender({ spool, http: send, clock, random: Math.random, events: senderEvents(logger, notTaken), deadLetter, backlogRate });
  sender.setWindow(window);
  const stop = new AbortController();
  const sending = sender.run(AbortSignal.any([signal, stop.signal]));
  // Should sending end, it says why, and nothing is waited for any more.
  const ended = new AbortController();
  sending.catch((error: unknown) => ended.abort(error));
  const waiting = AbortSignal.any([signal, ended.signal]);
  const untilAtMost = async (points: number) => {
    while (points === 0 ? spool.oldest() !== undefined : spool.stats().points > points) await clock.sleep(LOOK_EVERY_MS, waiting);
  };
  try {
    const value = await work({
      sink: outbox.backlog,
      window,
      async flush() {
        await outbox.flush();
        await untilAtMost(MAX_WAITING_POINTS);
      },
    });
    await outbox.flush();
    await untilAtMost(0);
    await outbox.checkpoint();
    return { value, lost };
  } finally {
    stop.abort();
    await sending.catch(() => undefined);
  }
}

function probeSeries(instance: string): Series {
  const attributes = encodeAttributes(houseLabels(instance));
  return { id: 0, family: families.bridgeProbe, attributes, member: undefined, own: undefined, value: 0, sentMs: 0 };
}

// These points are nobody's live series.
const emptySection: LedgerSection = { baseMs: 0, series: [], sent: [], ended: [], owners: [], dropped: [], sampled: [] };

/** For what is told of a delivery with losses. */
export function lostPoints(lost: number): string {
  return lost === 0 ? "" : `; ${lost} of all points are not, as the store does not take them: the log says why`;
}

function senderEvents(logger: Logger, notTaken: (points: number) => void): SenderEvents {
  const changes = onChange(logger);
  return {
    requested: () => undefined,
    accepted: () => undefined,
    partialSuccess: (text) => changes.failed("partial", "the metrics store took a request only in part", text),
    retryAfter: () => undefined,
    trouble: ({ why, waitMs }) => changes.failed("metrics", "the metrics store does not take samples", why, { againInMs: Math.round(waitMs) }),
    recovered: () => changes.recovered("metrics", "the metrics store takes samples again"),
    tooLate(points, why) {
      notTaken(points);
      changes.failed("tooLate", "the metrics store has newer samples than some that were sent", why, { points });
    },
    deadLetter(points, why) {
      notTaken(points);
      changes.failed("deadLetter", "the metrics store does not take some samples; they stand in dead-letter.jsonl", why, { points });
    },
    deadLetterFailed: (why) => changes.failed("deadLetterFile", "the dead-letter file could not be written", why),
  };
}

function spoolEvents(logger: Logger, notTaken: (points: number) => void): SpoolEvents {
  const changes = onChange(logger);
  return {
    dropped(reason, points) {
      notTaken(points);
      logger.error({ reason, points }, "samples were dropped from the spool");
    },
    damaged: (file, what) => logger.error({ file, what }, "the spool has a damaged part; the rest is kept"),
    writeFailed: (why) => changes.failed("spool", "the spool cannot be written; samples are kept in memory", why),
    writeRecovered: () => changes.recovered("spool", "the spool can be written again"),
    checkpointWanted: () => undefined,
    housekeepingFailed: (why) => changes.failed("housekeeping", "cleaning up the spool failed; it is tried again", describeError(why)),
  };
}
