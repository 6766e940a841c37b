import { type Attributes, type Meter, ProxyTracerProvider, type Tracer } from "@opentelemetry/api";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { type IMetricReader, MeterProvider, MetricReader, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { z } from "zod";
import { systemClock } from "./clock.ts";
import { zDuration, zSecretFile, zUrl } from "./config-values.ts";
import { withDeadline } from "./deadline.ts";
import type { Logger } from "./logger.ts";
import type { Trust } from "./trust.ts";

/** The `telemetry` piece of a config: pushes own metrics and spans by OTLP when it is there. */
export const zTelemetry = z
  .strictObject({
    /** The OTLP base; /v1/metrics and /v1/traces are appended. */
    endpoint: zUrl(["http", "https"]),
    headers: z.record(z.string(), z.string()).default({}),
    /** Headers whose value is a secret: name -> file. */
    headerFiles: z.record(z.string(), zSecretFile()).prefault({}),
    interval: zDuration("30s", { min: "1s", max: "1h" }),
  })
  .optional();

export type TelemetryConfig = NonNullable<z.output<typeof zTelemetry>>;

export interface TelemetryIdentity {
  service: string;
  version: string;
  /** Tells two running copies of a service apart. */
  instance: string;
  /** Further resource attributes. */
  resource?: Attributes;
  trust?: Trust | undefined;
  logger?: Logger | undefined;
}

export interface Telemetry extends AsyncDisposable {
  meter: Meter;
  /** Does nothing unless spans are pushed. */
  tracer: Tracer;
  /** Own metrics as Prometheus text, for /metrics. */
  metricsText(): Promise<string>;
  collect(): Promise<ResourceMetrics>;
}

// The last push at the end may not hold up the end for long.
const LAST_PUSH_WITHIN_MS = 3_000;

/** The service's own metrics and spans. Without `config` nothing is sent and none of the exporters is loaded. */
export async function startTelemetry(config: TelemetryConfig | undefined, identity: TelemetryIdentity): Promise<Telemetry> {
  const { service, version, instance } = identity;
  const resource = resourceFromAttributes({
    "service.name": service,
    "service.version": version,
    "service.instance.id": instance,
    ...identity.resource,
  });
  const reader = new PullReader();
  const push = config === undefined ? undefined : await (await import("./telemetry-push.ts")).createPush(config, identity, resource);
  const readers: IMetricReader[] = push === undefined ? [reader] : [reader, push.metricReader];
  const meters = new MeterProvider({ resource, readers });
  // Scope and target_info say nothing that the scrape does not know already.
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);

  async function collect(): Promise<ResourceMetrics> {
    return (await reader.collect()).resourceMetrics;
  }

  return {
    meter: meters.getMeter(service, version),
    tracer: (push?.tracers ?? new ProxyTracerProvider()).getTracer(service, version),
    metricsText: async () => `${serializer.serialize(await collect()).trimEnd()}\n`,
    collect,
    async [Symbol.asyncDispose]() {
      const closing = new AbortController();
      await withDeadline(systemClock, LAST_PUSH_WITHIN_MS, closing.signal, async () => {
        await Promise.all([meters.shutdown(), push?.tracers.shutdown()]);
      }).catch((error: unknown) => identity.logger?.warn({ err: error }, "the last telemetry could not be sent"));
    },
  };
}

/** Collects when asked. */
class PullReader extends MetricReader {
  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}
