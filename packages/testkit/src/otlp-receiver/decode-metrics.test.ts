import { expect, test } from "vitest";
import { countPoints } from "./count-points.ts";
import { decodeMetrics } from "./decode-metrics.ts";
import { ProtobufError } from "./protobuf-reader.ts";

// Made by the ProtobufMetricsSerializer of @opentelemetry/otlp-transformer 0.301.0: a gauge, an integer counter, a histogram.
const REQUEST = Buffer.from(
  "CvgCCh8KGwoMc2VydmljZS5uYW1lEgsKCWhhLWJyaWRnZRAAEtQCCgoKCGVudGl0aWVzEokBChZoYV90ZW1wZXJhdHVyZV9jZWxzaXVzEgFkGgNDZWwqZwplEQCQbfpRc3oYGRVtbtY6dHoYIQAAAAAAQDVAOhwKCWVudGl0eV9pZBIPCg1zZW5zb3Iua8O8Y2hlOhAKAW4SCxj9//////////8BOggKAm9rEgIQAToOCgFmEgkhAAAAAAAA+D8SMgoNaGFfcnVuc190b3RhbDohChsRAJBt+lFzehgZFW1u1jp0ehgx+f////////8QAhgBEoUBCg5oYV9ydW5fc2Vjb25kcxoBc0pwCmwRAJBt+lFzehgZFW1u1jp0ehghAwAAAAAAAAApAAAAAAAAEkAyGAEAAAAAAAAAAQAAAAAAAAABAAAAAAAAADoQAAAAAAAA8D8AAAAAAAAAQEoICgFhEgMKAWJZAAAAAAAA8D9hAAAAAAAAAEAQAg==",
  "base64",
);
const SHARED = { timeMs: 1_763_850_000_123, startTimeMs: 1_763_849_000_000, flags: 0, resource: { "service.name": "ha-bridge" }, scope: "entities" };

test("reads a gauge with attributes of every type", () => {
  expect(decodeMetrics(REQUEST)[0]).toEqual({
    ...SHARED,
    name: "ha_temperature_celsius",
    unit: "Cel",
    kind: "gauge",
    monotonic: false,
    temporality: 0,
    attributes: { entity_id: "sensor.küche", n: -3, ok: true, f: 1.5 },
    value: 21.25,
    histogram: undefined,
  });
});

test("reads a monotonic cumulative sum of negative integers", () => {
  expect(decodeMetrics(REQUEST)[1]).toMatchObject({ name: "ha_runs_total", kind: "sum", monotonic: true, temporality: 2, value: -7, attributes: {} });
});

test("reads a histogram with its buckets", () => {
  expect(decodeMetrics(REQUEST)[2]).toMatchObject({
    kind: "histogram",
    value: 4.5,
    attributes: { a: "b" },
    histogram: { count: 3, bounds: [1, 2], buckets: [1, 1, 1] },
  });
});

test("counts the same points without reading them", () => {
  const times: number[] = [];
  countPoints(REQUEST, (timeMs) => times.push(Math.floor(timeMs)));
  expect(times).toEqual([SHARED.timeMs, SHARED.timeMs, SHARED.timeMs]);
});

test.each([REQUEST.length - 1, 100, 20, 1])("refuses a request that ends after %i bytes", (length) => {
  expect(() => decodeMetrics(REQUEST.subarray(0, length))).toThrow(ProtobufError);
  expect(() => countPoints(REQUEST.subarray(0, length), () => undefined)).toThrow(ProtobufError);
});
