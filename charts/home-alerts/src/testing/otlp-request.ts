import type { Series } from "./house-series.ts";

/**
 * An OTLP metrics request with the samples of these series at whole minutes, in protobuf, which all stores take
 * (VictoriaMetrics takes nothing else). Written here and not taken from ha-bridge, so that a mistake of its
 * encoder cannot hide in these tests.
 */
export function otlpRequest(instance: string, series: readonly Series[], from: number, to: number): Uint8Array<ArrayBuffer> {
  const resource = message(1, attribute(1, "service.name", "ha-bridge"), attribute(1, "service.instance.id", instance));
  const metrics = series.flatMap(({ name, labels, valueAt }) => {
    const samples = samplesOf(valueAt, from, to);
    // Mimir refuses a metric without a sample.
    if (samples.length === 0) return [];
    const attributes = Object.entries(labels).map(([label, value]) => attribute(7, label, value));
    return message(2, text(1, name), message(5, ...samples.map(({ at, value }) => dataPoint(attributes, at, value))));
  });
  const request = message(1, resource, message(2, ...metrics));
  return new Uint8Array(request);
}

type Sent = { readonly at: number; readonly value: number | undefined };

/** `undefined` is the mark that ends a series; only one that was alive is ended. */
function samplesOf(valueAt: Series["valueAt"], from: number, to: number): Sent[] {
  const sent: Sent[] = [];
  let alive = false;
  for (let at = from; at < to; at += 60) {
    const sample = valueAt(at);
    if (sample === "silent") continue;
    if (sample !== "ended") sent.push({ at, value: sample });
    else if (alive) sent.push({ at, value: undefined });
    alive = sample !== "ended";
  }
  return sent;
}

/** NumberDataPoint: attributes = 7, time_unix_nano = 3, as_double = 4, flags = 8 (1: no recorded value). */
function dataPoint(attributes: readonly Buffer[], at: number, value: number | undefined): Buffer {
  const time = Buffer.alloc(9);
  time.writeUInt8((3 << 3) | FIXED64);
  time.writeBigUInt64LE(BigInt(at) * 1_000_000_000n, 1);
  const last = value === undefined ? Buffer.from([(8 << 3) | VARINT, 1]) : Buffer.alloc(9);
  if (value !== undefined) last.writeDoubleLE(value, last.writeUInt8((4 << 3) | FIXED64));
  return message(1, ...attributes, time, last);
}

function attribute(field: number, key: string, value: string): Buffer {
  return message(field, text(1, key), message(2, text(1, value)));
}

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

function message(field: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([(field << 3) | LENGTH_DELIMITED, ...varint(body.length)]), body]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}
