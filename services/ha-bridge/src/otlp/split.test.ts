import fc from "fast-check";
import { expect, test } from "vitest";

import { describePoint } from "./describe-point.ts";
import { encodeBatch } from "./encode.ts";
import { decodePoints, decodeRequest, writeRequest } from "./otlp-proto.testing.ts";
import { createPointBatch } from "./point-batch.ts";
import { energyTotal, resource, seriesOf, temperature } from "./series.testing.ts";
import { countPoints, splitRequest } from "./split.ts";
import { lengthDelimited, textField } from "./wire.ts";

test("both halves together have every point once, in the same order", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ counter: fc.boolean(), atMs: fc.nat() }), { minLength: 2 }), (points) => {
      const raw = requestOf(points);
      const [first, second] = splitRequest(raw) ?? [];
      if (first === undefined || second === undefined) throw new Error("not split");
      expect([...decodePoints(first), ...decodePoints(second)]).toEqual(decodePoints(raw));
      expect(countPoints(first)).toBe(Math.floor(points.length / 2));
    }),
  );
});

test("a single point is not split", () => {
  expect(splitRequest(requestOf([{ counter: false, atMs: 1 }]))).toBeUndefined();
});

test("each half keeps the resource, unit and kind of its points", () => {
  const raw = requestOf([
    { counter: false, atMs: 1 },
    { counter: true, atMs: 2 },
  ]);
  const [, second = new Uint8Array()] = splitRequest(raw) ?? [];
  const { resource: who, scopeMetrics = [] } = decodeRequest(second).resourceMetrics?.[0] ?? {};
  expect(who?.attributes).toHaveLength(2);
  expect(scopeMetrics[0]?.metrics).toMatchObject([{ name: "ha_energy_kwh_total", sum: { isMonotonic: true } }]);
});

test("requests put one behind the other are split like one", () => {
  const one = requestOf([{ counter: false, atMs: 1 }]);
  const [first, second] = splitRequest(Buffer.concat([one, one])) ?? [];
  expect([first, second].map((half) => Buffer.from(half ?? []).toString("hex"))).toEqual([
    Buffer.from(one).toString("hex"),
    Buffer.from(one).toString("hex"),
  ]);
});

test("log records and spans are split by the same rule", () => {
  const records = ["a", "b", "c"].map((name) => lengthDelimited(2, textField(5, name)));
  const raw = lengthDelimited(1, lengthDelimited(1, textField(9, "who")), lengthDelimited(2, ...records));
  const [first, second] = splitRequest(raw, "logs") ?? [];
  expect([countPoints(first ?? raw, "logs"), countPoints(second ?? raw, "traces")]).toEqual([1, 2]);
});

test("a point is described by name, labels, time and value", () => {
  expect(describePoint(requestOf([{ counter: true, atMs: 1_795_000_000_123 }]))).toEqual({
    name: "ha_energy_kwh_total",
    attributes: { entity_id: "sensor.0" },
    atMs: 1_795_000_000_123,
    value: 0.5,
  });
});

test("a marker is described as stale", () => {
  const batch = createPointBatch();
  batch.end(seriesOf(temperature, "sensor.a"), 7);
  expect(describePoint(encodeBatch(batch, resource))).toMatchObject({ atMs: 7, value: "stale" });
});

test("a request without points is described as nothing", () => {
  expect(describePoint(writeRequest({ resourceMetrics: [] }))).toBeUndefined();
});

test("bytes that are no request are an error, not a wrong answer", () => {
  expect(() => countPoints(Uint8Array.of(0x0a, 200, 1, 5))).toThrow("ends beyond its message");
});

function requestOf(points: readonly { counter: boolean; atMs: number }[]): Uint8Array {
  const batch = createPointBatch();
  for (const [index, { counter, atMs }] of points.entries()) {
    batch.add(seriesOf(counter ? energyTotal : temperature, `sensor.${index}`), atMs, index + 0.5);
  }
  return encodeBatch(batch, resource);
}
