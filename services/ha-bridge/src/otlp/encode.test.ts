import { ProtobufMetricsSerializer } from "@opentelemetry/otlp-transformer";
import { AggregationTemporality, DataPointType, InstrumentType, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { ValueType } from "@opentelemetry/api";
import fc from "fast-check";
import { expect, test } from "vitest";

import { encodeAttributes } from "./attributes.ts";
import { encodeBatch } from "./encode.ts";
import { decodePoints, decodeRequest } from "./otlp-proto.testing.ts";
import { createPointBatch } from "./point-batch.ts";
import { energyTotal, resource, seriesOf, temperature } from "./series.testing.ts";

const kitchen = seriesOf(temperature, "sensor.kitchen");
const cellar = seriesOf(temperature, "sensor.cellar");
const meter = seriesOf(energyTotal, "sensor.meter");

test("a request reads the same as what the library of OpenTelemetry writes for the same data", () => {
  const batch = createPointBatch();
  batch.add(kitchen, 1_795_000_000_123, 21.5);
  batch.add(cellar, 1_795_000_000_124, -3);
  batch.add(meter, 1_795_000_000_125, 12_345.678);
  const theirs = ProtobufMetricsSerializer.serializeRequest(sameByTheLibrary());
  expect(withoutStartAndScope(encodeBatch(batch, resource))).toEqual(withoutStartAndScope(theirs ?? new Uint8Array()));
});

test("a counter is a cumulative monotonic sum and has no start time", () => {
  const batch = createPointBatch();
  batch.add(meter, 1000, 7);
  const metric = decodeRequest(encodeBatch(batch, resource)).resourceMetrics?.[0]?.scopeMetrics[0]?.metrics[0];
  expect(metric).toEqual({
    name: "ha_energy_kwh_total",
    description: "Energy, only growing.",
    sum: {
      aggregationTemporality: 2,
      isMonotonic: true,
      dataPoints: [
        {
          timeUnixNano: "1000000000",
          asDouble: 7,
          attributes: [{ key: "entity_id", value: { stringValue: "sensor.meter" } }],
        },
      ],
    },
  });
});

test("the end of a series is a point with the flag and without a value", () => {
  const batch = createPointBatch();
  batch.end(kitchen, 5);
  const metric = decodeRequest(encodeBatch(batch, resource)).resourceMetrics?.[0]?.scopeMetrics[0]?.metrics[0];
  expect(metric?.gauge?.dataPoints).toEqual([
    { timeUnixNano: "5000000", flags: 1, attributes: [{ key: "entity_id", value: { stringValue: "sensor.kitchen" } }] },
  ]);
});

test("the label of the family follows the labels of the entity", () => {
  const batch = createPointBatch();
  batch.add({ ...kitchen, own: encodeAttributes([["state", "heat"]]) }, 1, 1);
  expect(decodePoints(encodeBatch(batch, resource))[0]?.attributes).toEqual({
    entity_id: "sensor.kitchen",
    state: "heat",
  });
});

test("a time with a fraction is cut, and does not spoil the points that share its request", () => {
  const batch = createPointBatch();
  batch.add(kitchen, 3000.484, 3);
  batch.add(cellar, 1000, 1);
  batch.add(kitchen, 2000.9, 2);
  expect(decodePoints(encodeBatch(batch, resource)).map(({ value }) => value)).toEqual([1, 2, 3]);
});

test("points of a family leave in the order of time, equal times in the order of arrival", () => {
  const batch = createPointBatch();
  batch.add(kitchen, 30, 1);
  batch.add(kitchen, 10, 2);
  batch.end(kitchen, 10);
  batch.add(kitchen, 20, 4);
  expect(decodePoints(encodeBatch(batch, resource)).map((point) => point.value)).toEqual([2, "stale", 4, 1]);
});

test("times too far apart to share a number with their index are in order as well", () => {
  const batch = createPointBatch();
  batch.add(kitchen, 9e15, 1);
  batch.add(kitchen, 0, 2);
  expect(decodePoints(encodeBatch(batch, resource)).map((point) => point.value)).toEqual([2, 1]);
});

test("a cleared batch holds nothing of before", () => {
  const batch = createPointBatch();
  batch.add(kitchen, 30, 1);
  batch.clear();
  batch.add(meter, 40, 2);
  expect(decodePoints(encodeBatch(batch, resource)).map((point) => point.name)).toEqual(["ha_energy_kwh_total"]);
});

test("knows the range of its times and its size", () => {
  const batch = createPointBatch();
  batch.add(kitchen, 30, 1);
  batch.end(cellar, 20);
  expect({ min: batch.minAtMs, max: batch.maxAtMs, points: batch.points }).toEqual({ min: 20, max: 30, points: 2 });
  expect(encodeBatch(batch, resource).length - batch.bytes).toBeLessThan(150);
});

test("any points come out as they went in, exact to the nanosecond", () => {
  const point = fc.record({
    entity: fc.integer({ min: 0, max: 300 }),
    counter: fc.boolean(),
    atMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    value: fc.option(fc.double({ noNaN: false }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), (points) => {
      const batch = createPointBatch();
      for (const { entity, counter, atMs, value } of points) {
        const series = seriesOf(counter ? energyTotal : temperature, "x".repeat(entity));
        if (value === undefined) batch.end(series, atMs);
        else batch.add(series, atMs, value);
      }
      const expected = points
        .map(({ entity, counter, atMs, value }) => ({
          name: counter ? energyTotal.name : temperature.name,
          attributes: entity === 0 ? {} : { entity_id: "x".repeat(entity) },
          timeUnixNano: (BigInt(atMs) * 1_000_000n).toString(),
          // The reader cannot tell -0 from 0.
          value: value === undefined ? "stale" : value + 0,
        }))
        .sort((a, b) => Number(BigInt(a.timeUnixNano) - BigInt(b.timeUnixNano)));
      const decoded = decodePoints(encodeBatch(batch, resource));
      for (const name of [energyTotal.name, temperature.name]) {
        expect(decoded.filter((one) => one.name === name)).toEqual(expected.filter((one) => one.name === name));
      }
    }),
  );
});

function sameByTheLibrary(): ResourceMetrics {
  const gaugePoint = (entityId: string, atMs: number, value: number) => ({
    startTime: [0, 0] as [number, number],
    endTime: [Math.floor(atMs / 1000), (atMs % 1000) * 1e6] as [number, number],
    attributes: { entity_id: entityId },
    value,
  });
  const metric = { aggregationTemporality: AggregationTemporality.CUMULATIVE };
  return {
    resource: {
      attributes: { "service.name": "ha-bridge", "service.instance.id": "home" },
      merge: () => {
        throw new Error("not used");
      },
      getRawAttributes: () => [],
    },
    scopeMetrics: [
      {
        scope: { name: "" },
        metrics: [
          {
            ...metric,
            descriptor: descriptor("ha_temperature_celsius", "Temperature.", "Cel", InstrumentType.GAUGE),
            dataPointType: DataPointType.GAUGE,
            dataPoints: [gaugePoint("sensor.kitchen", 1_795_000_000_123, 21.5), gaugePoint("sensor.cellar", 1_795_000_000_124, -3)],
          },
          {
            ...metric,
            descriptor: descriptor("ha_energy_kwh_total", "Energy, only growing.", "", InstrumentType.COUNTER),
            dataPointType: DataPointType.SUM,
            isMonotonic: true,
            dataPoints: [gaugePoint("sensor.meter", 1_795_000_000_125, 12_345.678)],
          },
        ],
      },
    ],
  };
}

function descriptor(name: string, description: string, unit: string, type: InstrumentType) {
  return { name, description, unit, type, valueType: ValueType.DOUBLE, advice: {} };
}

// The library writes a start time of 0 and an empty scope where we write nothing.
function withoutStartAndScope(raw: Uint8Array): unknown {
  return JSON.parse(
    JSON.stringify(decodeRequest(raw), (key, value: unknown) =>
      key === "startTimeUnixNano" || key === "scope" || key === "schemaUrl" || key === "droppedAttributesCount"
        ? undefined
        : key === "unit" && value === ""
          ? undefined
          : value,
    ),
  );
}
