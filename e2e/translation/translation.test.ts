import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { allFamilies } from "../../services/ha-bridge/src/core/catalogue.ts";
import { translationStrategies } from "../../services/ha-bridge/src/core/otlp-translation.ts";
import { encodeAttributes } from "../../services/ha-bridge/src/otlp/attributes.ts";
import { encodeBatch } from "../../services/ha-bridge/src/otlp/encode.ts";
import { createPointBatch } from "../../services/ha-bridge/src/otlp/point-batch.ts";
import { startMimir } from "../../tools/testbed/mimir/start-mimir.ts";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";

/** Stores may make other names of OTLP names; ours are chosen so that all of them leave them as they are. */

const SCOPE_LABELS = { entity: ["entity_id", "domain", "device_class", "area", "floor", "category"], house: ["area", "floor"], bridge: [] } as const;

// `partial_success` without content.
const EMPTY_ANSWER_BYTES = 2;
// VictoriaMetrics makes labels of the resource's attributes as well, beside `job` and `instance`.
const RESOURCE_LABEL = /^service[._]/;

const stores: readonly (readonly [name: string, start: () => Promise<Store>])[] = [
  ...translationStrategies.map(
    (strategy) => [`Prometheus with ${strategy}`, () => startPrometheus({ configuration: { otlp: { translation_strategy: strategy } } })] as const,
  ),
  ["Mimir as it comes", () => startMimir()],
  ["Mimir with suffixes", () => startMimir({ limits: { otel_metric_suffixes_enabled: true } })],
  ["VictoriaMetrics as it comes", () => startVictoriaMetrics()],
  ["VictoriaMetrics with Prometheus' naming", () => startVictoriaMetrics({ args: ["-opentelemetry.usePrometheusNaming"] })],
];

test.each(stores)("%s keeps the name and the labels of every family of the catalogue", async (_name, start) => {
  await using store = await start();
  await send(store, onePointOfEach());
  await store.flush();
  const stored = (await store.series('{__name__=~".+"}')).map(describeLabels);
  expect(stored.toSorted()).toEqual(allFamilies.map((family) => describeLabels({ __name__: family.name, ...labelsOf(family) })).toSorted());
});

test("is of a catalogue that is large and has counters as well as gauges", () => {
  expect(new Set(allFamilies.map(({ kind }) => kind))).toEqual(new Set(["gauge", "counter"]));
  expect(allFamilies.length).toBeGreaterThan(150);
});

type Family = (typeof allFamilies)[number];

function onePointOfEach(): Uint8Array {
  const batch = createPointBatch();
  for (const family of allFamilies)
    batch.add({ family, attributes: encodeAttributes(Object.entries(labelsOf(family))), own: undefined }, Date.now(), 1);
  return encodeBatch(batch, { serviceName: "ha-bridge", serviceInstanceId: "home" });
}

function labelsOf({ scope, labels }: Family): Record<string, string> {
  const named = [...SCOPE_LABELS[scope], ...labels].map((name) => [name, "x"]);
  return { job: "ha-bridge", instance: "home", ...Object.fromEntries(named) };
}

function describeLabels(labels: Readonly<Record<string, string>>): string {
  const { __name__: name, ...others } = labels;
  return `${name}{${Object.entries(others)
    .filter(([label]) => !RESOURCE_LABEL.test(label))
    .map(([label, value]) => `${label}=${value}`)
    .toSorted()
    .join(",")}}`;
}

async function send({ otlpUrl }: Store, request: Uint8Array): Promise<void> {
  const headers = { "content-type": "application/x-protobuf", "content-encoding": "gzip" };
  const response = await fetch(`${otlpUrl}/v1/metrics`, { method: "POST", headers, body: gzipSync(request) });
  const answer = await response.arrayBuffer();
  // An answer of more than an empty message tells of points that were left out.
  expect({ ok: response.ok, leftOut: answer.byteLength > EMPTY_ANSWER_BYTES }).toEqual({ ok: true, leftOut: false });
}
