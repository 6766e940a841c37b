import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { ConnectionOptions } from "node:tls";
import { context, diag, type DiagLogger, DiagLogLevel } from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { Resource } from "@opentelemetry/resources";
import { type IMetricReader, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { AsyncContextManager } from "./async-context.ts";
import { type ChangeLog, type Logger, onChange } from "./logger.ts";
import type { TelemetryConfig, TelemetryIdentity } from "./telemetry.ts";
import { systemTrust, tlsConnect, type Trust } from "./trust.ts";

export interface TelemetryPush {
  metricReader: IMetricReader;
  tracers: TracerProvider;
}

const PUSH_TIMEOUT_MS = 10_000;

/** Readers and processors that send own metrics and spans by OTLP. In a file of its own, because the exporters are heavy. */
export async function createPush(config: TelemetryConfig, identity: TelemetryIdentity, resource: Resource): Promise<TelemetryPush> {
  const changes = identity.logger === undefined ? undefined : onChange(identity.logger);
  if (identity.logger !== undefined) diag.setLogger(diagTo(identity.logger), DiagLogLevel.WARN);
  // Spans find their parent by the asynchronous context.
  context.setGlobalContextManager(new AsyncContextManager().enable());
  const common = {
    headers: () => headersOf(config, changes),
    timeoutMillis: Math.min(PUSH_TIMEOUT_MS, config.interval),
    httpAgentOptions: (protocol: string) => agentFor(protocol, identity.trust ?? systemTrust),
  };
  const metrics = watched(new OTLPMetricExporter({ ...common, url: `${config.endpoint}/v1/metrics` }), "metrics", changes);
  const spans = watched(new OTLPTraceExporter({ ...common, url: `${config.endpoint}/v1/traces` }), "spans", changes);
  return {
    metricReader: new PeriodicExportingMetricReader({
      exporter: metrics,
      exportIntervalMillis: config.interval,
      exportTimeoutMillis: common.timeoutMillis,
    }),
    tracers: new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter: spans })] }),
  };
}

// The interface wants a promise that never rejects: without its secret the request goes out and is refused.
async function headersOf(config: TelemetryConfig, changes: ChangeLog | undefined): Promise<Record<string, string>> {
  const headers = { ...config.headers };
  try {
    for (const [name, file] of Object.entries(config.headerFiles)) headers[name] = (await file.read()).reveal();
    changes?.recovered("headers", "the secret headers for own telemetry can be read again");
  } catch (error) {
    changes?.failed("headers", "a secret header for own telemetry cannot be read", error);
  }
  return headers;
}

function agentFor(protocol: string, trust: Trust): HttpAgent {
  if (protocol !== "https:") return new HttpAgent({ keepAlive: true });
  const agent = new HttpsAgent({ keepAlive: true });
  agent.createConnection = (options) => tlsConnect(trust, options as ConnectionOptions);
  return agent;
}

interface Exporting<Items> {
  export(items: Items, done: (result: { code: number; error?: Error }) => void): void;
}

/** Lets the log know when sending begins to fail, fails in another way, and works again. */
function watched<Items, Exporter extends Exporting<Items>>(
  exporter: Exporter & Exporting<Items>,
  what: string,
  changes: ChangeLog | undefined,
): Exporter {
  const send = exporter.export.bind(exporter);
  exporter.export = (items: Items, done: Parameters<Exporting<Items>["export"]>[1]): void =>
    send(items, (result) => {
      if (result.error === undefined) changes?.recovered(what, "own telemetry is sent again", { what });
      else changes?.failed(what, "own telemetry cannot be sent", result.error, { what });
      done(result);
    });
  return exporter;
}

function diagTo(logger: Logger): DiagLogger {
  const changes = onChange(logger);
  const note = (message: string, ...more: unknown[]): void =>
    changes.failed(message, "OpenTelemetry", `${message} ${more.map(String).join(" ")}`.trim());
  const nothing = (): void => undefined;
  // Its own report of a failed export is left to `watched`, which knows when it is over.
  return { error: nothing, warn: note, info: nothing, debug: nothing, verbose: nothing };
}
