import type { Clock } from "@tiles/kit/clock";
import { Connection } from "home-assistant-js-websocket";
import type { EntityFilter } from "../config.ts";
import { entitiesOf } from "../core/apply-changes.ts";
import type { House, HouseListener } from "../ports.ts";
import { ask, commandsOf, type Commands, lost, withDeadline } from "./commands.ts";
import { controlsOf } from "./controls.ts";
import { followForecasts } from "./forecasts.ts";
import { followHealth } from "./health.ts";
import { getConfig, getStates, getUser, subscribeEntities, subscribeEvent } from "./messages.ts";
import { recorderOf } from "./history.ts";
import { followRegistries, registryEvents } from "./registries.ts";
import { currentUser, houseConfig, readState } from "./schema.ts";
import type { OpenSocket } from "./socket.ts";

export interface SessionOptions {
  readonly open: OpenSocket;
  readonly listener: HouseListener;
  readonly include: EntityFilter;
  readonly exclude: EntityFilter;
  readonly pingIntervalMs: number;
  readonly reconcileIntervalMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Runs a piece of work as a span of the bridge's own telemetry. */
  trace<T>(name: string, work: () => Promise<T>): Promise<T>;
}

const PING_TIMEOUT_MS = 10_000;
// While Home Assistant starts its entities come one by one.
const STARTING_POLL_MS = 1_000;

/**
 * Serves one connection until it is lost; always ends by throwing why.
 *
 * 1. Who we are and what house this is. 2. Registries, so that no sample leaves without its labels. 3. All entities:
 * the first `a` is a snapshot, changes follow without a gap. 4. Pings prove what is settled; polls tell what no event
 * does. 5. Once it runs: what it says of itself.
 */
export async function runSession(options: SessionOptions): Promise<never> {
  const { listener, clock, open } = options;
  const connection = new Connection(open.socket, { setupRetry: 0, createSocket: () => Promise.reject(new Error("one socket per session")) });
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const end = (why: unknown) => ended.abort(why);
  // The library would connect again by itself and replay subscriptions without a catch; a session is one socket.
  connection.addEventListener("disconnected", () => {
    connection.close();
    end(lost("the connection was closed by the other side"));
  });
  const commands = commandsOf(connection, clock, signal);
  try {
    const user = await ask(commands, getUser, currentUser);
    let house = await readHouse(commands);
    listener.opened(house, {
      isAdmin: user.is_admin,
      serverTimeMs: open.serverTimeMs,
      recorder: recorderOf(commands),
      controls: controlsOf(commands),
    });
    const registries = followRegistries({
      commands,
      clock,
      signal,
      loaded: (all, times) => listener.registries(all, times),
      renamed: (before, after, atMs) => listener.renamed(before, after, atMs),
      removed: (entityId, atMs) => listener.unregistered(entityId, atMs),
      failed: end,
    });
    for (const name of registryEvents) await commands.subscribe(subscribeEvent(name), (event) => registries.event(name, event));
    await commands.subscribe(subscribeEvent("core_config_updated"), () => void refreshHouse());
    await options.trace("home_assistant.registries", () => registries.load());
    const forecasts = followForecasts(commands, (entityId, forecast) => listener.forecast(entityId, forecast), clock);
    await subscribe(house.state === "RUNNING");
    await Promise.all([untilRunning().then(health), ping(), reconcile()]);
    throw lost("the session ended");

    async function subscribe(complete: boolean): Promise<void> {
      // A filtered view may hold nothing that is as old as Home Assistant's start.
      const everything = isFiltered(options) ? startedMs((await rawStates()).map(({ entity }) => entity)) : undefined;
      const askedMs = clock.now();
      let first = true;
      await commands.subscribe(subscribeEntities(options.include, options.exclude), (event) => {
        const added = (event as { a?: Record<string, unknown> }).a;
        if (first) {
          const { entities } = entitiesOf(added ?? {});
          listener.snapshot(entities, askedMs, complete, everything ?? startedMs(entities.values()));
        } else {
          listener.changes(event);
        }
        first = false;
        if (added !== undefined) void forecasts.follow(Object.keys(added));
      });
    }

    async function refreshHouse(): Promise<void> {
      try {
        house = await readHouse(commands);
        listener.house(house);
      } catch (error) {
        end(error);
      }
    }

    async function untilRunning(): Promise<void> {
      if (house.state === "RUNNING") return;
      while (house.state !== "RUNNING") {
        await clock.sleep(STARTING_POLL_MS, signal);
        await refreshHouse();
      }
      // Only now does an entity that is missing mean an entity that is gone.
      const askedMs = clock.now();
      const states = await allStates();
      listener.snapshot(new Map(states.map(({ entity }) => [entity.entityId, entity])), askedMs, true, startedMs(states.map(({ entity }) => entity)));
    }

    // While it starts, integrations are being set up and those that answer these commands may be missing.
    async function health(): Promise<void> {
      await followHealth({
        commands,
        clock,
        signal,
        intervalMs: options.reconcileIntervalMs,
        told: (fact) => listener.health(fact),
        unreadable: (topic, why) => listener.unreadable(topic, why),
      });
    }

    async function rawStates() {
      const raw = await commands.send(getStates);
      return (Array.isArray(raw) ? raw : []).map(readState).filter((state) => state !== undefined);
    }

    async function allStates() {
      const states = await rawStates();
      return isFiltered(options) ? states.filter(({ entity }) => listener.isKnown(entity.entityId)) : states;
    }

    async function ping(): Promise<void> {
      for (;;) {
        const sentMs = clock.now();
        await withDeadline(connection.ping(), clock, PING_TIMEOUT_MS, signal, () => lost(`no answer to a ping within ${PING_TIMEOUT_MS / 1000} s`));
        listener.settled(sentMs);
        await clock.sleep(options.pingIntervalMs, signal);
      }
    }

    async function reconcile(): Promise<void> {
      for (;;) {
        const askedMs = clock.now();
        const states = await options.trace("home_assistant.reconcile", allStates);
        listener.reported(states, askedMs, house.state === "RUNNING");
        await clock.sleep(options.reconcileIntervalMs, signal);
      }
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    ended.abort(lost("the session ended"));
    connection.close();
    open.terminate();
  }
}

/** States live in memory only, so none is older than the process; some, such as zones, never change. */
function startedMs(entities: Iterable<{ readonly lastChangedUs: number }>): number {
  let oldestUs = Number.POSITIVE_INFINITY;
  for (const { lastChangedUs } of entities) oldestUs = Math.min(oldestUs, lastChangedUs);
  return Math.floor(oldestUs / 1000);
}

async function readHouse(commands: Commands): Promise<House> {
  const config = await ask(commands, getConfig, houseConfig);
  return {
    name: config.location_name,
    version: config.version,
    timeZone: config.time_zone,
    latitude: config.latitude,
    longitude: config.longitude,
    temperatureUnit: config.unit_system.temperature,
    state: config.state,
  };
}

function isFiltered({ include, exclude }: SessionOptions): boolean {
  return [include, exclude].some(({ domains, entities, globs }) => domains.length + entities.length + globs.length > 0);
}
