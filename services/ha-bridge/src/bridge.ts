import type { Clock } from "@tiles/kit/clock";
import { every } from "@tiles/kit/clock";
import { defaultWindows } from "./config-windows.ts";
import type { Config } from "./config.ts";
import { createEmitter } from "./core/emitter.ts";
import type { LabelFacts } from "./core/entity-labels.ts";
import { createHealthSeries } from "./core/health-series.ts";
import { createHouseExporter, type HouseExporter } from "./core/house-exporter.ts";
import { createHouseSeries } from "./core/house-series.ts";
import { createJournal } from "./core/journal.ts";
import { createStretches } from "./core/refill/stretches.ts";
import { type HouseMemory, type OwnerMemory, restoreLedger } from "./core/ledger.ts";
import type { Forecast, HouseFacts } from "./core/mapping/domain-mapping.ts";
import { createOwnSeries, type OwnPoint } from "./core/own-series.ts";
import { noRegistries } from "./core/registries.ts";
import { checkpointOf, describeEntity, type OwnedSeries, rememberedEntities } from "./core/remember.ts";
import { createSeriesFactory } from "./core/series-factory.ts";
import type { Series } from "./core/series.ts";
import type { BridgeEvents } from "./events.ts";
import { listenToHouse } from "./house-listener.ts";
import type { Observed } from "./instruments.ts";
import { encodeAttributes } from "./otlp/attributes.ts";
import type { StoreWindow } from "./otlp/store-window.ts";
import { createOutbox, recoveredSections } from "./outbox.ts";
import { type HouseView, houseView } from "./house-view.ts";
import type { HouseControls, HouseListener, Recorder } from "./ports.ts";
import { createRefill } from "./refill.ts";
import type { Spool } from "./spool/spool.ts";
import { rememberEnds } from "./unheard-ends.ts";

/** Repeats are spread over the heartbeat in slices of this length. */
const SLICE_MS = 1_000;
/** Until the store has answered: old samples have requests of their own, so a wrong guess costs only those. */
const ASSUMED_WINDOW_MS = 72 * 3_600_000;

/** A store that comes and goes is not told the whole house with each of its comings. */
const AGAIN_EVERY_MS = 10_000;
/** What was written so long ago is in the spool, if it is not at the store. */
const SPOOLED_MS = 2_000;

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
  readonly house: HouseView;
  /** Resolves when it was read for the first time. */
  readonly houseRead: Promise<void>;
  /** Home Assistant, while it is connected. */
  controls(): HouseControls | undefined;
  /** Repeats, windows, own metrics and checkpoints, until aborted. */
  run(signal: AbortSignal): Promise<void>;
  /** What was found out of the store; samples older than it takes are left out. */
  setWindow(window: StoreWindow): void;
  /** What the house is now overtakes what waits for the store: it is said once more, so that nobody waits for the backlog. */
  overtaken(): void;
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
  const heartbeatMs = config.metrics.heartbeat;
  const encode = encodeAttributes;
  const journal = createJournal();
  const ledger = restoreLedger(recoveredSections(spool));
  const factory = createSeriesFactory(ledger.nextId, journal, encode);
  const resource = { serviceName: "ha-bridge", serviceInstanceId: instance };
  const stretches = createStretches(ledger.stretches, journal);
  const outbox = createOutbox({
    spool,
    clock,
    resource,
    section,
    state: () => checkpointOf(exporter.entities, otherSeries(), houseMemory(), stretches),
  });
  const ends = rememberEnds(outbox.live, clock);
  const emitter = createEmitter(ends, outbox.backlog, journal);
  emitter.windowMs = ASSUMED_WINDOW_MS;

  const forecasts = new Map<string, Forecast>();
  const labels: LabelFacts = { instance, registries: noRegistries, optional: config.metrics.entityLabels };
  const facts: HouseFacts = { timeZone: "UTC", zoneNames: [], location: config.entities.location, forecasts, temperatureUnit: "°C" };
  const remembered = rememberedEntities(ledger, factory, encode);
  const slices = Math.max(1, Math.round(heartbeatMs / SLICE_MS));
  const provenMs = ledger.house?.provenMs ?? 0;
  const exporter = createHouseExporter({
    emitter,
    journal,
    factory,
    encode,
    labels,
    house: facts,
    events,
    remembered,
    provenMs,
    slices,
    missed: stretches.add,
  });
  const windows = new Map([...defaultWindows, ...Object.entries(config.windows)]);
  const house = createHouseSeries({ emitter, factory, journal, encode, instance, windows, remembered: ledger });
  const health = createHealthSeries({ emitter, factory, journal, encode, instance, remembered: ledger, logMayLack: () => events.logMayLack() });
  const own = createOwnSeries({ emitter, factory, encode, instance });
  let advanceAtMs = 0;
  let isOvertaken = false;
  let againAtMs = Number.NEGATIVE_INFINITY;
  const moved = () => void (advanceAtMs = house.advance(exporter.entities, clock.now()));
  const startedMs = ledger.house?.startedMs;
  const listening = listenToHouse({ exporter, house, health, events, clock, labels, facts, forecasts, startedMs, soon: outbox.soon, moved });

  let knownWindowMs: number | undefined;
  const refill = createRefill({
    stretches,
    exporter,
    factory,
    encode,
    sink: outbox.backlog,
    clock,
    events,
    startedMs: () => listening.startedMs,
    windowMs: () => knownWindowMs,
    waitingPoints: () => spool.stats().points,
    flush: outbox.flush,
  });
  let recorder: Recorder | undefined;
  let controls: HouseControls | undefined;
  const read = Promise.withResolvers<void>();
  const listener: HouseListener = {
    ...listening.listener,
    opened(opened, about) {
      ({ recorder, controls } = about);
      listening.listener.opened(opened, about);
    },
    snapshot(entities, askedMs, complete, foundMs) {
      listening.listener.snapshot(entities, askedMs, complete, foundMs);
      read.resolve();
      // What is refilled has the labels of today, so these must be known.
      if (complete) refill.ask(recorder);
    },
    closed(why, how) {
      recorder = undefined;
      controls = undefined;
      refill.ask(undefined);
      listening.listener.closed(why, how);
    },
  };

  return {
    listener,
    exporter,
    probeSeries: own.probe,
    house: houseView(exporter, () => listening.registries),
    houseRead: read.promise,
    controls: () => controls,
    setWindow(window) {
      emitter.windowMs = windowMs(window);
      knownWindowMs = window.kind === "unknown" ? undefined : emitter.windowMs;
    },
    overtaken: () => void (isOvertaken = true),
    flush: outbox.flush,
    checkpoint: outbox.checkpoint,
    observed() {
      const { bytes, frames, oldestAtMs } = spool.stats();
      return {
        ...emitter.counts,
        ...listening.received,
        series: exporter.seriesCount,
        entities: exporter.entities.size,
        refillPending: stretches.size,
        refillRows: refill.counts.rows,
        refillPoints: refill.counts.points,
        clockSkewSeconds: listening.clockSkewMs / 1000,
        spoolBytes: bytes,
        spoolFrames: frames,
        spoolOldestAgeSeconds: oldestAtMs === undefined ? 0 : Math.max(0, clock.now() - oldestAtMs) / 1000,
      };
    },
    async run(signal) {
      let slice = 0;
      const beats = every(clock, SLICE_MS, signal, async () => {
        const nowMs = clock.now();
        listening.tick(nowMs);
        if (listening.isConnected) exporter.repeat(slice, nowMs);
        slice += 1;
        if (spool.stats().frames === 0) ends.heard(nowMs - SPOOLED_MS);
        if (isOvertaken && nowMs >= againAtMs) sayAgain(nowMs);
        if (nowMs >= advanceAtMs) advanceAtMs = house.advance(exporter.entities, nowMs);
        outbox.soon();
        await outbox.checkpointIfWorthIt();
      });
      const owns = every(clock, heartbeatMs, signal, async () => {
        repeatHouse(clock.now());
        own.write(await options.ownPoints(), clock.now());
        outbox.soon();
      });
      await Promise.all([beats, owns, refill.run(signal)]);
    },
  };

  function repeatHouse(nowMs: number): void {
    house.repeat(exporter.entities, nowMs);
    if (listening.isConnected) health.repeat(exporter.provenMs, nowMs);
  }

  function sayAgain(nowMs: number): void {
    isOvertaken = false;
    againAtMs = nowMs + AGAIN_EVERY_MS;
    // A series never goes backwards in one request, so what was gathered goes first.
    void outbox.flush();
    ends.again();
    exporter.again(nowMs);
    repeatHouse(nowMs);
  }

  function section() {
    journal.house(houseMemory());
    return journal.take(describe);
  }

  function otherSeries(): OwnedSeries[] {
    return [...house.owned(), ...health.owned()];
  }

  function houseMemory(): HouseMemory {
    return { startedMs: listening.startedMs, provenMs: exporter.provenMs };
  }

  function describe(owner: string): OwnerMemory | undefined {
    const record = exporter.entities.get(owner);
    if (record !== undefined) return describeEntity(record);
    const owned = otherSeries().find((one) => one.owner === owner);
    return owned && { owner, labels: owned.labels };
  }
}

function windowMs(window: StoreWindow): number {
  if (window.kind === "window") return window.ms;
  return window.kind === "none" ? 0 : ASSUMED_WINDOW_MS;
}
