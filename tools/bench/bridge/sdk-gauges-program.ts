import process from "node:process";
import type { BatchObservableResult, ObservableGauge } from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { connect } from "./connect.ts";

/**
 * The house through instruments of the OpenTelemetry SDK: observable gauges, an attribute set per entity, values from
 * the raw subscription. Arguments: URL, OTLP base, milliseconds between exports, `states` for one series per entity or
 * `all` for those that the bridge keeps of each, marker entity. Prints each state of the marker as it is seen.
 */
const [url = "", endpoint = "", interval = "", series = "", marker = ""] = process.argv.slice(2);
const EXPORT_TIMEOUT_MS = 30_000;
// The default of 2,000 would fold the other entities into one.
const CARDINALITY = 1_000_000;

interface Value {
  readonly gauge: ObservableGauge;
  readonly attributes: Record<string, string>;
  readonly infoAttributes: Record<string, string>;
  value: number;
  available: number;
  changedSeconds: number;
}

interface Compressed {
  readonly s?: string;
  readonly a?: { readonly device_class?: string; readonly friendly_name?: string };
  readonly lc?: number;
}

const exporter = new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, compression: "gzip" as never, timeoutMillis: EXPORT_TIMEOUT_MS });
const exportIntervalMillis = Number(interval);
const exportTimeoutMillis = Math.min(EXPORT_TIMEOUT_MS, exportIntervalMillis);
const reader = new PeriodicExportingMetricReader({
  exporter,
  exportIntervalMillis,
  exportTimeoutMillis,
  cardinalityLimits: { default: CARDINALITY },
});
const meter = new MeterProvider({ readers: [reader] }).getMeter("bench");
const gauges = new Map<string, ObservableGauge>();
const values = new Map<string, Value>();
const [available, changed, updated, reported, info] = [
  "available",
  "last_changed_seconds",
  "last_updated_seconds",
  "last_reported_seconds",
  "info",
].map((name) => meter.createObservableGauge(`ha_entity_${name}`)) as [
  ObservableGauge,
  ObservableGauge,
  ObservableGauge,
  ObservableGauge,
  ObservableGauge,
];
const statusGauges = [available, changed, updated, reported, info];

const connection = await connect(url);
await connection.subscribeMessage<{ a?: Record<string, Compressed>; c?: Record<string, { "+"?: Compressed }> }>(
  ({ a = {}, c = {} }) => {
    const isFirst = values.size === 0;
    for (const [entityId, compressed] of Object.entries(a)) add(entityId, compressed);
    if (isFirst) {
      meter.addBatchObservableCallback(observeStates, [...gauges.values()]);
      if (series === "all") meter.addBatchObservableCallback(observeStatus, statusGauges);
    }
    for (const entityId in c) set(entityId, c[entityId]?.["+"] ?? {});
  },
  { type: "subscribe_entities" },
);

function add(entityId: string, compressed: Compressed): void {
  const { device_class: deviceClass = "none", friendly_name: friendlyName = "" } = compressed.a ?? {};
  const gauge = gauges.get(deviceClass) ?? meter.createObservableGauge(`ha_${deviceClass}`);
  gauges.set(deviceClass, gauge);
  const domain = entityId.slice(0, entityId.indexOf("."));
  const attributes = { job: "ha-bridge", instance: "bench", entity_id: entityId, domain, device_class: deviceClass };
  values.set(entityId, {
    gauge,
    attributes,
    infoAttributes: { ...attributes, friendly_name: friendlyName },
    value: Number.NaN,
    available: 1,
    changedSeconds: 0,
  });
  set(entityId, compressed);
}

function set(entityId: string, { s: state, lc }: Compressed): void {
  const known = values.get(entityId);
  if (known === undefined || state === undefined) return;
  known.value = state === "on" ? 1 : state === "off" ? 0 : Number(state);
  known.available = state === "unavailable" ? 0 : 1;
  known.changedSeconds = lc ?? known.changedSeconds;
  if (entityId === marker) console.log(`seen ${state}`);
}

function observeStates(result: BatchObservableResult): void {
  for (const { gauge, value, attributes } of values.values()) result.observe(gauge, value, attributes);
}

function observeStatus(result: BatchObservableResult): void {
  for (const known of values.values()) {
    result.observe(available, known.available, known.attributes);
    for (const gauge of [changed, updated, reported]) result.observe(gauge, known.changedSeconds, known.attributes);
    result.observe(info, 1, known.infoAttributes);
  }
}
