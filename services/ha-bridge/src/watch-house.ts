import { systemClock } from "@tiles/kit/clock";
import { createBridge } from "./bridge.ts";
import type { Config } from "./config.ts";
import type { HouseExporter } from "./core/house-exporter.ts";
import type { BridgeEvents } from "./events.ts";
import { openSocket } from "./home-assistant/socket.ts";
import { runSession } from "./home-assistant/session.ts";
import type { House, HouseListener } from "./ports.ts";
import type { Spool } from "./spool/spool.ts";
import { systemTrust } from "@tiles/kit/trust";

export interface WatchedHouse {
  readonly house: House;
  readonly isAdmin: boolean;
  readonly exporter: HouseExporter;
}

/** Looks at the house once, as `run` would see it, and sends nothing. Errors as of `openSocket`. */
export async function watchHouse(config: Config, signal: AbortSignal): Promise<WatchedHouse> {
  const { url, tokenFile, trust, pingInterval, reconcileInterval } = config.homeAssistant;
  const seen = new AbortController();
  const bridge = createBridge({ config, clock: systemClock, spool: nowhere, events: silent, ownPoints: async () => [] });
  let found: WatchedHouse | undefined;
  let about: { house: House; isAdmin: boolean } | undefined;
  const listener: HouseListener = {
    ...bridge.listener,
    opened(house, details) {
      about = { house, isAdmin: details.isAdmin };
      bridge.listener.opened(house, details);
    },
    snapshot(entities, askedMs, complete, startedMs) {
      bridge.listener.snapshot(entities, askedMs, complete, startedMs);
      if (about !== undefined) found = { ...about, exporter: bridge.exporter };
      seen.abort();
    },
  };
  const until = AbortSignal.any([signal, seen.signal]);
  const open = await openSocket({ url, token: await tokenFile.read(), trust: trust ?? systemTrust, signal: until, onBadMessage: () => undefined });
  const session = {
    open,
    listener,
    ...config.entities,
    pingIntervalMs: pingInterval,
    reconcileIntervalMs: reconcileInterval,
    clock: systemClock,
    signal: until,
    trace: <T>(_name: string, work: () => Promise<T>) => work(),
  };
  await runSession(session).catch((error: unknown) => {
    if (found === undefined) throw error;
  });
  if (found === undefined) throw new Error("Home Assistant sent no states");
  return found;
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

// `plan` prints what it found; what happens on the way is not worth a word.
const silent = new Proxy({}, { get: () => () => undefined }) as BridgeEvents;
