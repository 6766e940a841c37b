import process from "node:process";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { MeterProvider, PeriodicExportingMetricReader, type BatchObservableResult, type ObservableGauge } from "@opentelemetry/sdk-metrics";
import { connect } from "./connect.ts";

/**
 * The house through instruments of the OpenTelemetry SDK: one observable gauge per device class, one attribute set per
 * entity, values from the raw subscription. Only the state of each entity; the bridge sends several series of it.
 * Arguments: URL, OTLP base, milliseconds between exports, marker entity. Prints each state of the marker as it is seen.
 */
const [url = "", endpoint = "", interval = "", marker = ""] = process.argv.slice(2);
const EXPORT_TIMEOUT_MS = 30_000;
// The default of 2,000 would fold the other entities into one.
const CARDINALITY = 1_000_000;

interface Value {
  readonly gauge: ObservableGauge;
  readonly attributes: Record<string, string>;
  value: number;
}

interface Compressed {
  readonly s?: string;
  readonly a?: { readonly device_class?: string };
}

const exporter = new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, compression: "gzip" as never, timeoutMillis: EXPORT_TIMEOUT_MS });
const exportIntervalMillis = Number(interval);
const exportTimeoutMillis = Math.min(EXPORT_TIMEOUT_MS, exportIntervalMillis);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis, cardinalityLimits: { default: CARDINALITY } });
const meter = new MeterProvider({ readers: [reader] }).getMeter("bench");
const gauges = new Map<string, ObservableGauge>();
const values = new Map<string, Value>();

const connection = await connect(url);
await connection.subscribeMessage<{ a?: Record<string, Compressed>; c?: Record<string, { "+"?: Compressed }> }>(
  ({ a = {}, c = {} }) => {
    const isFirst = values.size === 0;
    for (const [entityId, { s, a: attributes }] of Object.entries(a)) add(entityId, s ?? "", attributes?.device_class);
    if (isFirst) meter.addBatchObservableCallback(observe, [...gauges.values()]);
    for (const entityId in c) set(entityId, c[entityId]?.["+"]?.s);
  },
  { type: "subscribe_entities" },
);

function add(entityId: string, state: string, deviceClass = "none"): void {
  const gauge = gauges.get(deviceClass) ?? meter.createObservableGauge(`ha_${deviceClass}`);
  gauges.set(deviceClass, gauge);
  const domain = entityId.slice(0, entityId.indexOf("."));
  values.set(entityId, { gauge, attributes: { job: "ha-bridge", instance: "bench", entity_id: entityId, domain, device_class: deviceClass }, value: Number.NaN });
  set(entityId, state);
}

function set(entityId: string, state: string | undefined): void {
  const known = values.get(entityId);
  if (known === undefined || state === undefined) return;
  known.value = state === "on" ? 1 : state === "off" ? 0 : Number(state);
  if (entityId === marker) console.log(`seen ${state}`);
}

function observe(result: BatchObservableResult): void {
  for (const { gauge, value, attributes } of values.values()) result.observe(gauge, value, attributes);
}
