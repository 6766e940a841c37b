import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLogger } from "./logger.ts";
import { secretFile } from "./secret.ts";
import { startTelemetry } from "./telemetry.ts";
import { testCertificate } from "./test-certificate.ts";

const identity = { service: "svc", version: "1.0", instance: "house" };
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-telemetry-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("own metrics", () => {
  test("are Prometheus text with the names that were given", async () => {
    await using telemetry = await startTelemetry(undefined, identity);
    telemetry.meter.createCounter("svc_sent_total", { description: "Sent." }).add(2, { reason: 'a "b"\n' });
    telemetry.meter.createHistogram("svc_send_seconds", { description: "Time.", advice: { explicitBucketBoundaries: [0.1, 1] } }).record(0.5);
    telemetry.meter.createObservableGauge("svc_queue_length", { description: "Waiting." }).addCallback((result) => result.observe(3));
    expect(await telemetry.metricsText()).toBe(
      [
        "# HELP svc_sent_total Sent.",
        "# TYPE svc_sent_total counter",
        'svc_sent_total{reason="a \\"b\\"\\n"} 2',
        "# HELP svc_send_seconds Time.",
        "# TYPE svc_send_seconds histogram",
        "svc_send_seconds_count 1",
        "svc_send_seconds_sum 0.5",
        'svc_send_seconds_bucket{le="0.1"} 0',
        'svc_send_seconds_bucket{le="1"} 1',
        'svc_send_seconds_bucket{le="+Inf"} 1',
        "# HELP svc_queue_length Waiting.",
        "# TYPE svc_queue_length gauge",
        "svc_queue_length 3",
        "",
      ].join("\n"),
    );
  });

  test("can be collected with who they are from", async () => {
    await using telemetry = await startTelemetry(undefined, identity);
    const { resource } = await telemetry.collect();
    expect(resource.attributes).toEqual({ "service.name": "svc", "service.version": "1.0", "service.instance.id": "house" });
  });

  test("spans cost nothing when they are not sent", async () => {
    await using telemetry = await startTelemetry(undefined, identity);
    expect(telemetry.tracer.startSpan("work").isRecording()).toBe(false);
  });
});

describe("sending", () => {
  test("brings metrics and spans, with parent and secret header, at the latest when the service ends", async () => {
    const { server, received } = receiver();
    const endpoint = await listen(server, "http");
    const token = join(folder, "token");
    await writeFile(token, "Bearer s3cret\n");
    const config = { endpoint, headers: { "X-Tenant": "me" }, headerFiles: { Authorization: secretFile(token) }, interval: 60_000 };
    {
      await using telemetry = await startTelemetry(config, identity);
      telemetry.meter.createCounter("svc_sent_total").add(2);
      telemetry.tracer.startActiveSpan("outer", (outer) => {
        telemetry.tracer.startSpan("inner").end();
        outer.end();
      });
    }
    server.close();
    expect(received.map(({ path }) => path).toSorted()).toEqual(["/otlp/v1/metrics", "/otlp/v1/traces"]);
    expect(received.every(({ headers }) => headers["authorization"] === "Bearer s3cret" && headers["x-tenant"] === "me")).toBe(true);
    const spans = spansOf(received.find(({ path }) => path.endsWith("traces"))?.body ?? "");
    expect(spans.find(({ name }) => name === "inner")?.parentSpanId).toBe(spans.find(({ name }) => name === "outer")?.spanId);
  });

  test("goes over TLS under our trust", async () => {
    const certificate = testCertificate();
    const { server, received } = receiver(createHttpsServer({ cert: certificate.certPem, key: certificate.keyPem }));
    const config = { endpoint: await listen(server, "https"), headers: {}, headerFiles: {}, interval: 60_000 };
    {
      await using telemetry = await startTelemetry(config, { ...identity, trust: { system: false, fingerprints: [certificate.fingerprint] } });
      telemetry.meter.createCounter("svc_sent_total").add(2);
    }
    server.close();
    expect(received.map(({ path }) => path)).toEqual(["/otlp/v1/metrics"]);
  });

  test("that is refused is logged once", async () => {
    const { server } = receiver(createServer(), 400);
    const endpoint = await listen(server, "http");
    let log = "";
    const logger = createLogger({ service: "svc", destination: { write: (line) => void (log += line) } });
    const telemetry = await startTelemetry({ endpoint, headers: {}, headerFiles: {}, interval: 60_000 }, { ...identity, logger });
    telemetry.meter.createCounter("svc_sent_total").add(2);
    await telemetry[Symbol.asyncDispose]();
    server.close();
    expect(log.match(/own telemetry cannot be sent|last telemetry could not be sent/g)).toHaveLength(1);
  });
});

interface Received {
  path: string;
  headers: Record<string, unknown>;
  body: string;
}

function receiver(server: Server = createServer(), status = 200): { server: Server; received: Received[] } {
  const received: Received[] = [];
  server.on("request", (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  return { server, received };
}

async function listen(server: Server, protocol: string): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}/otlp`;
}

function spansOf(body: string): { name: string; spanId: string; parentSpanId?: string }[] {
  const { resourceSpans } = JSON.parse(body) as {
    resourceSpans: { scopeSpans: { spans: { name: string; spanId: string; parentSpanId?: string }[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
