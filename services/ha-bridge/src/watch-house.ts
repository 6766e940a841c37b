import { systemClock } from "@tiles/kit/clock";
import { systemTrust } from "@tiles/kit/trust";
import { createBridge } from "./bridge.ts";
import type { Config } from "./config.ts";
import type { HouseExporter } from "./core/house-exporter.ts";
import type { BridgeEvents } from "./events.ts";
import type { HouseView } from "./house-view.ts";
import { openSocket } from "./home-assistant/socket.ts";
import { runSession } from "./home-assistant/session.ts";
import type { House, HouseListener, Recorder } from "./ports.ts";
import type { Spool } from "./spool/spool.ts";

export interface WatchedHouse {
  readonly house: House;
  readonly isAdmin: boolean;
  readonly exporter: HouseExporter;
  readonly recorder: Recorder;
  readonly view: HouseView;
  /** When Home Assistant was started, as far as its states tell. */
  readonly startedMs: number;
}

/** Looks at the house once, as `run` would see it, and sends nothing. Errors as of `openSocket`. */
export async function watchHouse(config: Config, signal: AbortSignal): Promise<WatchedHouse> {
  return await visitHouse(config, signal, async (found) => found);
}

/** Does some work while connected to the house, as `run` would see it; nothing is sent. Errors as of `openSocket`, or the work's. */
export async function visitHouse<T>(config: Config, signal: AbortSignal, work: (found: WatchedHouse, signal: AbortSignal) => Promise<T>): Promise<T> {
  const { url, tokenFile, trust, pingInterval, reconcileInterval } = config.homeAssistant;
  const leave = new AbortController();
  const bridge = createBridge({ config, clock: systemClock, spool: nowhere, events: silent, ownPoints: async () => [] });
  let about: Pick<WatchedHouse, "house" | "isAdmin" | "recorder"> | undefined;
  const seen = Promise.withResolvers<WatchedHouse>();
  const listener: HouseListener = {
    ...bridge.listener,
    opened(house, details) {
      about = { house, isAdmin: details.isAdmin, recorder: details.recorder };
      bridge.listener.opened(house, details);
    },
    snapshot(entities, askedMs, complete, startedMs) {
      bridge.listener.snapshot(entities, askedMs, complete, startedMs);
      if (about !== undefined) seen.resolve({ ...about, exporter: bridge.exporter, view: bridge.house, startedMs });
    },
  };
  const until = AbortSignal.any([signal, leave.signal]);
  const open = await openSocket({ url, token: await tokenFile.read(), trust: trust ?? systemTrust, signal: until, onBadMessage: () => undefined });
  const session = runSession({
    open,
    listener,
    ...config.entities,
    pingIntervalMs: pingInterval,
    reconcileIntervalMs: reconcileInterval,
    clock: systemClock,
    signal: until,
    trace: <R>(_name: string, task: () => Promise<R>) => task(),
  });
  try {
    return await Promise.race([session, seen.promise.then((found) => work(found, until))]);
  } finally {
    leave.abort();
    await session.catch(() => undefined);
  }
}

const nowhere: Spool = {
  recovered: { state: undefined, ledgers: [] },
  append: async () => ({ seq: 0, durable: true }),
  checkpoint: async () => true,
  oldest: () => undefined,
  newest: () => undefined,
  next: () => undefined,
  read: async () => undefined,
  acknowledge: () => undefined,
  drop: () => undefined,
  demote: () => undefined,
  stats: () => ({ bytes: 0, frames: 0, points: 0, oldestAtMs: undefined, uncoveredBytes: 0 }),
  subscribe: () => () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

// What happens on the way to the first look is not worth a word.
const silent = new Proxy({}, { get: () => () => undefined }) as BridgeEvents;
