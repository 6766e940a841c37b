import type { Attributes, Counter, Meter } from "@opentelemetry/api";
import { families } from "./core/catalogue.ts";
import type { Family } from "./core/family.ts";

/** The bridge's own metrics as instruments, by the names and help of the catalogue. */
export function createInstruments(meter: Meter) {
  const counter = (family: Family): Counter => meter.createCounter(family.name, { description: family.help });
  const gauge = (family: Family) => {
    const instrument = meter.createGauge(family.name, { description: family.help });
    return (value: number, attributes?: Attributes) => instrument.record(value, attributes);
  };
  const lag = gauge(families.bridgeExportLagSeconds);
  const retryAfter = gauge(families.bridgeRetryAfterSeconds);
  return {
    connected: gauge(families.bridgeWsConnected),
    reconnects: counter(families.bridgeReconnectsTotal),
    samples: counter(families.bridgeSamplesTotal),
    dropped: counter(families.bridgeDroppedTotal),
    requests: counter(families.bridgeExportRequestsTotal),
    partial: counter(families.bridgePartialSuccessTotal),
    lag: (seconds: number) => lag(seconds, { signal: "metrics" }),
    retryAfter: (seconds: number) => retryAfter(seconds, { signal: "metrics" }),
  };
}

/** What is read when somebody looks: taken from the parts that know. */
export interface Observed {
  readonly adjusted: number;
  readonly clamped: number;
  readonly tooOld: number;
  readonly ended: number;
  readonly series: number;
  readonly entities: number;
  readonly clockSkewSeconds: number;
  /** Changes received, when the newest was, and how long it had been under way. Counted without the SDK: hot path. */
  readonly events: number;
  readonly lastEventSeconds: number;
  readonly eventLatencySeconds: number;
  readonly refillPending: number;
  readonly refillRows: number;
  readonly refillPoints: number;
  readonly spoolBytes: number;
  readonly spoolFrames: number;
  readonly spoolOldestAgeSeconds: number;
}

export function observe(meter: Meter, read: () => Observed): void {
  const counters = {
    bridgeTimestampAdjustedTotal: "adjusted",
    bridgeTimestampClampedTotal: "clamped",
    bridgeStaleMarkersTotal: "ended",
    bridgeEventsTotal: "events",
    bridgeRefillRowsTotal: "refillRows",
    bridgeRefillPointsTotal: "refillPoints",
  } as const;
  for (const [family, key] of Object.entries(counters)) {
    const { name, help } = families[family as keyof typeof counters];
    meter.createObservableCounter(name, { description: help }).addCallback((result) => result.observe(read()[key]));
  }
  const gauges = {
    bridgeSeries: "series",
    bridgeEntities: "entities",
    bridgeClockSkewSeconds: "clockSkewSeconds",
    bridgeLastEventTimestampSeconds: "lastEventSeconds",
    bridgeEventLatencySeconds: "eventLatencySeconds",
    bridgeRefillPending: "refillPending",
  } as const;
  for (const [family, key] of Object.entries(gauges)) {
    const { name, help } = families[family as keyof typeof gauges];
    meter.createObservableGauge(name, { description: help }).addCallback((result) => result.observe(read()[key]));
  }
  const perSignal = {
    bridgeSpoolBytes: "spoolBytes",
    bridgeSpoolFrames: "spoolFrames",
    bridgeSpoolOldestAgeSeconds: "spoolOldestAgeSeconds",
  } as const;
  for (const [family, key] of Object.entries(perSignal)) {
    const { name, help } = families[family as keyof typeof perSignal];
    meter.createObservableGauge(name, { description: help }).addCallback((result) => result.observe(read()[key], { signal: "metrics" }));
  }
}
