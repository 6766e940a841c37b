import { gzipSync } from "node:zlib";
import type { Clock } from "@tiles/kit/clock";
import { every } from "@tiles/kit/clock";
import { isDeepStrictEqual } from "node:util";
import type { Config } from "./config.ts";
import { defaultWindows } from "./config-windows.ts";
import { createEmitter } from "./core/emitter.ts";
import type { LabelFacts } from "./core/entity-labels.ts";
import type { MutableEntity } from "./core/entity-store.ts";
import type { HouseExporter } from "./core/house-exporter.ts";
import { createHouseExporter } from "./core/house-exporter.ts";
import { createHouseSeries } from "./core/house-series.ts";
import { createJournal } from "./core/journal.ts";
import type { LedgerSection } from "./core/ledger.ts";
import { restoreLedger } from "./core/ledger.ts";
import type { Forecast, HouseFacts } from "./core/mapping/domain-mapping.ts";
import { createOwnSeries } from "./core/own-series.ts";
import type { OwnPoint } from "./core/own-series.ts";
import { noRegistries } from "./core/registries.ts";
import { checkpointOf, describeEntity, rememberedEntities } from "./core/remember.ts";
import { createSeriesFactory } from "./core/series-factory.ts";
import type { PointSink, Series } from "./core/series.ts";
import type { BridgeEvents } from "./events.ts";
import type { Observed } from "./instruments.ts";
import { encodeAttributes } from "./otlp/attributes.ts";
import { encodeBatch } from "./otlp/encode.ts";
import type { PointBatch } from "./otlp/point-batch.ts";
import { createPointBatch } from "./otlp/point-batch.ts";
import type { StoreWindow } from "./otlp/store-window.ts";
import type { HouseListener } from "./ports.ts";
import type { Spool } from "./spool/spool.ts";
import { createClockLag } from "./core/clock-lag.ts";

/** A change reaches the spool within this. */
const LINGER_MS = 200;
const MAX_BATCH_POINTS = 5_000;
const MAX_BATCH_BYTES = 1024 * 1024;
/** A house that cannot be reached for this long is down; a cut cable alone ends nothing. */
const DOWN_AFTER_MS = 30_000;
/** A checkpoint is worth its writing when what it replaces is several times larger. */
const CHECKPOINT_MIN_BYTES = 4 * 1024 * 1024;
const CHECKPOINT_GROWTH = 4;
const SLICE_MS = 1_000;
/** Until the store has answered: old samples have requests of their own, so a wrong guess costs only those. */
const ASSUMED_WINDOW_MS = 72 * 3_600_000;

export interface BridgeOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly spool: Spool;
  readonly events: BridgeEvents;
  /** The bridge's own metrics, which go to the store as well. */
  ownPoints(): Promise<readonly OwnPoint[]>;
}

export interface Bridge {
  /** To be told of the house. */
  readonly listener: HouseListener;
  readonly exporter: HouseExporter;
  readonly probeSeries: Series;
  /** Repeats, windows, own metrics and checkpoints, until aborted. */
  run(signal: AbortSignal): Promise<void>;
  /** What was found out of the store; samples older than it takes are left out. */
  setWindow(window: StoreWindow): void;
  /** Writes out what was gathered; resolves when it is durable. */
  flush(): Promise<void>;
  checkpoint(): Promise<void>;
  /** For the bridge's own metrics. */
  observed(): Observed;
}

/** Joins what Home Assistant says, the exporter that makes points of it, and the spool that keeps them. */
export function createBridge(options: BridgeOptions): Bridge {
  const { config, clock, spool, events } = options;
  const instance = config.homeAssistant.name;
  const resource = { serviceName: "ha-bridge", serviceInstanceId: instance };
  const heartbeatMs = config.metrics.heartbeat;
  const journal = createJournal();
  const live = createPointBatch();
  const backlog = createPointBatch();
  const emitter = createEmitter(bounded(live), bounded(backlog), journal);
  emitter.windowMs = ASSUMED_WINDOW_MS;
  const ledger = restoreLedger(recoveredSections(spool));
  const factory = createSeriesFactory(ledger.nextId, journal, encodeAttributes);
  const forecasts = new Map<string, Forecast>();
  let labels: LabelFacts = { instance, registries: noRegistries, optional: config.metrics.entityLabels };
  let facts: HouseFacts = { timeZone: "UTC", zoneNames: [], location: config.entities.location, forecasts, temperatureUnit: "°C" };
  const exporter = createHouseExporter({
    emitter,
    journal,
    factory,
    encode: encodeAttributes,
    labels,
    house: facts,
    events,
    remembered: rememberedEntities(ledger, factory, encodeAttributes),
    provenMs: ledger.house?.provenMs ?? 0,
    slices: Math.max(1, Math.round(heartbeatMs / SLICE_MS)),
  });
  const windows = new Map([...defaultWindows, ...Object.entries(config.windows)]);
  const house = createHouseSeries({ emitter, factory, journal, encode: encodeAttributes, instance, windows, remembered: ledger });
  const own = createOwnSeries({ emitter, factory, encode: encodeAttributes, instance });
  const lag = createClockLag();

  let startedMs = ledger.house?.startedMs;
  let isConnected = false;
  // The series of all entities have ended, and nothing of them was seen since.
  let isDown = false;
  let closedInOrder = false;
  let closedAtMs: number | undefined;
  let lingering = false;
  let appended: Promise<unknown> = Promise.resolve();
  let checkpointBytes = 0;
  let advanceAtMs = 0;
  const unregistered = new Map<string, number>();
  const received = { events: 0, lastEventSeconds: 0, eventLatencySeconds: 0 };

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
      advanceAtMs = 0;
      setStatus({ up: isConnected, running: next.state === "RUNNING" }, nowMs);
      soon();
    },
    registries(registries, times) {
      const nowMs = clock.now();
      labels = { ...labels, registries };
      const changedAt = (entityId: string, deviceId: string | undefined) =>
        Math.max(times.byEntity.get(entityId) ?? 0, (deviceId === undefined ? undefined : times.byDevice.get(deviceId)) ?? 0, times.others ?? 0) || nowMs;
      house.areas(registries, nowMs);
      exporter.relabel(labels, changedAt, nowMs);
      exporter.areaRoles(house.areaRoles, nowMs);
      soon();
    },
    snapshot(entities, askedMs, complete, foundMs) {
      const nowMs = clock.now();
      const restarted = foundMs > exporter.provenMs;
      // It was down in between, even if it was back before we could see that.
      if (restarted && !isDown) exporter.down(nowMs);
      isDown = false;
      if (Number.isFinite(foundMs) && (startedMs === undefined || restarted || foundMs < startedMs)) startedMs = foundMs;
      // Before the entities: zones are among the possible states of people and trackers.
      setZones(entities.values(), nowMs);
      exporter.snapshot({ entities, askedMs: askedMs - lag.lagMs, complete, restarted }, nowMs);
      setStatus({ up: true, running: complete }, nowMs);
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
      if (unregistered.size > 10_000) unregistered.clear();
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
    isKnown: (entityId) => exporter.entities.get(entityId)?.present === true,
    closed(why, how) {
      const nowMs = clock.now();
      if (isConnected) exporter.lost();
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
    exporter,
    probeSeries: own.probe,
    setWindow(window) {
      emitter.windowMs = windowMs(window);
    },
    flush,
    checkpoint,
    observed() {
      const { bytes, frames, oldestAtMs } = spool.stats();
      return {
        ...emitter.counts,
        ...received,
        series: exporter.seriesCount,
        entities: exporter.entities.size,
        clockSkewSeconds: lag.skewMs / 1000,
        spoolBytes: bytes,
        spoolFrames: frames,
        spoolOldestAgeSeconds: oldestAtMs === undefined ? 0 : Math.max(0, clock.now() - oldestAtMs) / 1000,
      };
    },
    async run(signal) {
      let slice = 0;
      const beats = every(clock, SLICE_MS, signal, async () => {
        const nowMs = clock.now();
        if (!isConnected && !isDown && closedAtMs !== undefined && nowMs - closedAtMs >= DOWN_AFTER_MS) goDown(nowMs);
        if (isConnected) exporter.repeat(slice, nowMs);
        slice += 1;
        if (nowMs >= advanceAtMs) advanceAtMs = house.advance(exporter.entities, nowMs);
        soon();
        const { uncoveredBytes } = spool.stats();
        if (uncoveredBytes > Math.max(CHECKPOINT_MIN_BYTES, CHECKPOINT_GROWTH * checkpointBytes)) await checkpoint();
      });
      const owns = every(clock, heartbeatMs, signal, async () => {
        const nowMs = clock.now();
        house.repeat(exporter.entities, nowMs);
        own.write(await options.ownPoints(), clock.now());
        soon();
      });
      await Promise.all([beats, owns]);
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

  function setStatus(next: { up: boolean; running: boolean }, nowMs: number): void {
    house.status({ ...next, startedMs }, nowMs);
  }

  function goDown(nowMs: number): void {
    if (!isDown) {
      events.down();
      exporter.down(nowMs);
    }
    isDown = true;
    setStatus({ up: false, running: false }, nowMs);
    soon();
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

  function bounded(batch: PointBatch): PointSink {
    const full = () => {
      if (batch.points >= MAX_BATCH_POINTS || batch.bytes >= MAX_BATCH_BYTES) void flush();
    };
    return {
      add(series, atMs, value) {
        batch.add(series, atMs, value);
        full();
      },
      end(series, atMs) {
        batch.end(series, atMs);
        full();
      },
    };
  }

  function soon(): void {
    if (lingering || live.points + backlog.points === 0) return;
    lingering = true;
    void clock.sleep(LINGER_MS).then(() => {
      lingering = false;
      void flush();
    });
  }

  function flush(): Promise<void> {
    const full = [backlog, live].filter((batch) => batch.points > 0);
    journal.house({ startedMs, provenMs: exporter.provenMs });
    for (const [index, batch] of full.entries()) {
      // What was sent is written down in the same step as the last of it.
      const ledgerBytes = index === full.length - 1 ? toBytes(journal.take(describe)) : new Uint8Array();
      const body = gzipSync(encodeBatch(batch, resource), { level: 1 });
      const frame = { lane: batch === live ? ("live" as const) : ("backlog" as const), body, ledger: ledgerBytes, points: batch.points, minAtMs: batch.minAtMs, maxAtMs: batch.maxAtMs };
      batch.clear();
      appended = Promise.all([appended, spool.append(frame)]);
    }
    return appended.then(() => undefined);
  }

  async function checkpoint(): Promise<void> {
    await flush();
    const state = toBytes(checkpointOf(exporter.entities, house.owned(), { startedMs, provenMs: exporter.provenMs }));
    checkpointBytes = state.length;
    await spool.checkpoint(state);
  }

  function describe(owner: string) {
    const record = exporter.entities.get(owner);
    if (record !== undefined) return describeEntity(record);
    const owned = house.owned().find((one) => one.owner === owner);
    return owned && { owner, labels: owned.labels };
  }
}

function* presentEntities(exporter: HouseExporter): Generator<MutableEntity> {
  for (const { entity, present } of exporter.entities.values()) if (present) yield entity;
}

function windowMs(window: StoreWindow): number {
  if (window.kind === "window") return window.ms;
  return window.kind === "none" ? 0 : ASSUMED_WINDOW_MS;
}

function recoveredSections(spool: Spool): LedgerSection[] {
  const { state, ledgers } = spool.recovered;
  return [...(state === undefined ? [] : [state]), ...ledgers].filter((bytes) => bytes.length > 0).map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as LedgerSection);
}

function toBytes(section: LedgerSection): Uint8Array {
  return Buffer.from(JSON.stringify(section));
}
