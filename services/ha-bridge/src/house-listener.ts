import { isDeepStrictEqual } from "node:util";
import type { Clock } from "@tiles/kit/clock";
import { createClockLag } from "./core/clock-lag.ts";
import type { LabelFacts } from "./core/entity-labels.ts";
import type { MutableEntity } from "./core/entity-store.ts";
import type { HealthSeries } from "./core/health-series.ts";
import type { HouseExporter } from "./core/house-exporter.ts";
import type { HouseSeries } from "./core/house-series.ts";
import type { Forecast, HouseFacts } from "./core/mapping/domain-mapping.ts";
import type { Registries } from "./core/registries.ts";
import type { BridgeEvents } from "./events.ts";
import type { HouseListener } from "./ports.ts";

/** A house that cannot be reached for this long is down; a cut cable alone ends nothing. */
const DOWN_AFTER_MS = 30_000;
/** The registry's word of a removal comes moments before the state goes; more than this waiting is a flood. */
const MAX_UNREGISTERED = 10_000;

export interface HouseListening {
  readonly listener: HouseListener;
  readonly startedMs: number | undefined;
  readonly isConnected: boolean;
  readonly registries: Registries;
  /** Counts a house that stays away as down. */
  tick(nowMs: number): void;
  /** Of the changes received so far; counted here and not by the telemetry SDK, because this is the hot path. */
  readonly received: { readonly events: number; readonly lastEventSeconds: number; readonly eventLatencySeconds: number };
  readonly clockSkewMs: number;
}

export interface HouseListeningOptions {
  readonly exporter: HouseExporter;
  readonly house: HouseSeries;
  readonly health: HealthSeries;
  readonly events: BridgeEvents;
  readonly clock: Clock;
  readonly labels: LabelFacts;
  readonly facts: HouseFacts;
  readonly forecasts: Map<string, Forecast>;
  /** When Home Assistant was started, as the ledger remembers it. */
  readonly startedMs: number | undefined;
  /** Something may have been added to what is sent. */
  soon(): void;
  /** The house's time or place is another: windows have to be worked out again. */
  moved(): void;
}

/** Passes what is told of the house on to what makes series of it, and keeps whether it is there at all. */
export function listenToHouse(options: HouseListeningOptions): HouseListening {
  const { exporter, house, health, events, clock, forecasts, soon } = options;
  const lag = createClockLag();
  const received = { events: 0, lastEventSeconds: 0, eventLatencySeconds: 0 };
  const unregistered = new Map<string, number>();
  let { labels, facts, startedMs } = options;
  let isConnected = false;
  // The series of all entities have ended, and nothing of them was seen since.
  let isDown = false;
  let closedInOrder = false;
  let closedAtMs: number | undefined;

  const listener: HouseListener = {
    opened(opened, { isAdmin, serverTimeMs }) {
      const nowMs = clock.now();
      isConnected = true;
      closedInOrder = false;
      closedAtMs = undefined;
      if (serverTimeMs !== undefined) lag.handshake(serverTimeMs, nowMs);
      events.connected(opened, isAdmin);
      if (opened.state !== "RUNNING") goDown(nowMs);
      listener.house(opened);
    },
    house(next) {
      const nowMs = clock.now();
      const temperatureUnit = next.temperatureUnit === "°F" ? "°F" : "°C";
      setFacts({ ...facts, timeZone: next.timeZone, temperatureUnit }, nowMs);
      house.place(next, nowMs);
      options.moved();
      house.status({ up: isConnected, running: next.state === "RUNNING", startedMs }, nowMs);
      soon();
    },
    registries(registries, times) {
      const nowMs = clock.now();
      labels = { ...labels, registries };
      const changedAt = (entityId: string, deviceId: string | undefined) =>
        Math.max(times.byEntity.get(entityId) ?? 0, (deviceId === undefined ? undefined : times.byDevice.get(deviceId)) ?? 0, times.others ?? 0) ||
        nowMs;
      house.areas(registries, nowMs);
      exporter.relabel(labels, changedAt, nowMs);
      exporter.areaRoles(house.areaRoles, nowMs);
      soon();
    },
    snapshot(entities, askedMs, complete, foundMs) {
      const nowMs = clock.now();
      const restarted = foundMs > exporter.provenMs;
      // It was down in between, even if it was back before we could see that.
      if (restarted && !isDown) endAll("found", nowMs);
      isDown = false;
      if (Number.isFinite(foundMs) && (startedMs === undefined || restarted || foundMs < startedMs)) startedMs = foundMs;
      // Before the entities: zones are among the possible states of people and trackers.
      setZones(entities.values(), nowMs);
      exporter.snapshot({ entities, askedMs: askedMs - lag.lagMs, complete, restarted }, nowMs);
      house.status({ up: true, running: complete, startedMs }, nowMs);
      events.snapshot(exporter, complete);
      soon();
    },
    changes(event) {
      const nowMs = clock.now();
      const { a, c, r } = event as { a?: Record<string, unknown>; c?: Record<string, unknown>; r?: unknown };
      let zones = false;
      if (c !== undefined) {
        for (const entityId in c) {
          if (exporter.changed(entityId, c[entityId], nowMs)) seen(entityId, nowMs);
          else events.malformed(entityId);
          zones ||= entityId.startsWith("zone.");
        }
      }
      if (a !== undefined) {
        for (const entityId in a) {
          if (exporter.added(entityId, a[entityId], nowMs)) seen(entityId, nowMs);
          else events.malformed(entityId);
          zones ||= entityId.startsWith("zone.");
        }
      }
      if (Array.isArray(r)) {
        for (const entityId of r) {
          exporter.removed(String(entityId), unregistered.get(String(entityId)) ?? nowMs, nowMs);
          unregistered.delete(String(entityId));
          zones ||= String(entityId).startsWith("zone.");
        }
      }
      if (zones) setZones(presentEntities(exporter), nowMs);
      soon();
    },
    renamed(before, after, atMs) {
      exporter.renamed(before, after, atMs, clock.now());
      events.renamed(before, after);
      soon();
    },
    unregistered(entityId, atMs) {
      unregistered.set(entityId, atMs);
      if (unregistered.size > MAX_UNREGISTERED) unregistered.clear();
    },
    forecast(entityId, forecast) {
      if (isDeepStrictEqual(forecasts.get(entityId), forecast)) return;
      forecasts.set(entityId, forecast);
      exporter.refresh(entityId, clock.now());
      soon();
    },
    settled(sentMs) {
      exporter.settle(sentMs - lag.lagMs);
    },
    reported(states, askedMs, complete) {
      const nowMs = clock.now();
      const missed = exporter.reported(states, askedMs - lag.lagMs, nowMs);
      if (complete && missed.length > 0) events.missed(missed);
      soon();
    },
    health(fact) {
      health.told(fact, clock.now());
      events.healthTold(fact.topic);
      soon();
    },
    unreadable(topic, why) {
      health.unreadable(topic, clock.now());
      events.healthUnreadable(topic, why);
      soon();
    },
    isKnown: (entityId) => exporter.entities.get(entityId)?.present === true,
    closed(why, how) {
      const nowMs = clock.now();
      if (isConnected) {
        exporter.lost();
        health.lost();
      }
      isConnected = false;
      closedAtMs ??= nowMs;
      events.disconnected(why);
      if (how === "nobody listens" && closedInOrder && !isDown) goDown(nowMs);
      closedInOrder = how === "by Home Assistant" || (closedInOrder && how === "nobody listens");
      soon();
    },
  };

  return {
    listener,
    received,
    get startedMs() {
      return startedMs;
    },
    get isConnected() {
      return isConnected;
    },
    get registries() {
      return labels.registries;
    },
    get clockSkewMs() {
      return lag.skewMs;
    },
    tick(nowMs) {
      if (!isConnected && !isDown && closedAtMs !== undefined && nowMs - closedAtMs >= DOWN_AFTER_MS) goDown(nowMs);
    },
  };

  function seen(entityId: string, nowMs: number): void {
    const updatedUs = exporter.entities.get(entityId)?.entity.lastUpdatedUs;
    if (updatedUs === undefined) return;
    const latencyMs = nowMs - updatedUs / 1000;
    lag.change(latencyMs, nowMs);
    received.events += 1;
    received.lastEventSeconds = nowMs / 1000;
    received.eventLatencySeconds = Math.max(0, latencyMs) / 1000;
  }

  function goDown(nowMs: number): void {
    if (!isDown) endAll("down", nowMs);
    isDown = true;
    house.status({ up: false, running: false, startedMs }, nowMs);
    soon();
  }

  function endAll(how: "down" | "found", nowMs: number): void {
    const endMs = exporter.provenMs + 1;
    exporter.down(nowMs);
    health.down(endMs, nowMs);
    // At the very first start there was nothing before.
    if (endMs > 1) events.ended(endMs, how);
  }

  function setZones(entities: Iterable<MutableEntity>, nowMs: number): void {
    const zoneNames: string[] = [];
    for (const { entityId, domain, attributes } of entities) {
      const name = attributes["friendly_name"];
      if (domain === "zone" && entityId !== "zone.home" && typeof name === "string") zoneNames.push(name);
    }
    setFacts({ ...facts, zoneNames }, nowMs);
  }

  function setFacts(next: HouseFacts, nowMs: number): void {
    if (isDeepStrictEqual(next, facts)) return;
    facts = next;
    exporter.house(facts, nowMs);
  }
}

function* presentEntities(exporter: HouseExporter): Generator<MutableEntity> {
  for (const { entity, present } of exporter.entities.values()) if (present) yield entity;
}
