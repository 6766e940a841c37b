import type { EpochMs } from "@tiles/kit/clock";

import type { Family } from "../core/family.ts";
import type { Series } from "./point-batch.ts";
import { LENGTH_DELIMITED, textField, varintSize, writeVarint } from "./wire.ts";

// Field numbers of opentelemetry.proto.
const METRIC_NAME = 1;
const METRIC_DESCRIPTION = 2;
const METRIC_UNIT = 3;
const METRIC_GAUGE = 5;
const METRIC_SUM = 7;
const DATA_POINTS = 1;
// aggregation_temporality = CUMULATIVE (2), is_monotonic = true: fields 2 and 3 of Sum.
const CUMULATIVE_MONOTONIC = Uint8Array.of(0x10, 2, 0x18, 1);
const NOTHING = new Uint8Array(0);
const KEY_TIME = 0x19; // field 3, fixed64
const KEY_VALUE = 0x21; // field 4, double
const KEY_FLAGS = 0x40; // field 8, varint
const NO_RECORDED_VALUE = 1;
const KEY_POINT = DATA_POINTS * 8 + LENGTH_DELIMITED;
const TIME_BYTES = 9;
const VALUE_BYTES = 9;
const FLAGS_BYTES = 2;
const FIRST_CAPACITY = 16;

/** The points of one family in columns, so that a point costs no object. Written as one Metric. */
export class FamilyPoints {
  count = 0;
  readonly #heading: Uint8Array;
  readonly #dataField: number;
  readonly #dataTail: Uint8Array;
  #series: Series[] = [];
  #atMs = new Float64Array(FIRST_CAPACITY);
  #values = new Float64Array(FIRST_CAPACITY);
  #ends = new Uint8Array(FIRST_CAPACITY);
  #pointBytes = 0;
  #ascending = true;

  constructor(family: Family) {
    const unit = family.unit === "" ? NOTHING : textField(METRIC_UNIT, family.unit);
    this.#heading = Buffer.concat([textField(METRIC_NAME, family.name), textField(METRIC_DESCRIPTION, family.help), unit]);
    this.#dataField = family.kind === "gauge" ? METRIC_GAUGE : METRIC_SUM;
    this.#dataTail = family.kind === "gauge" ? NOTHING : CUMULATIVE_MONOTONIC;
  }

  /** Returns the bytes that the point adds. */
  add(series: Series, time: EpochMs, value: number, end: 0 | 1): number {
    const index = this.count;
    // Whole by contract; a fraction that slipped through must not spoil the whole request.
    const atMs = Math.floor(time);
    if (index === this.#atMs.length) this.#grow();
    if (index > 0 && atMs < (this.#atMs[index - 1] ?? 0)) this.#ascending = false;
    this.#series.push(series);
    this.#atMs[index] = atMs;
    this.#values[index] = value;
    this.#ends[index] = end;
    this.count = index + 1;
    const size = pointSize(series, end);
    const bytes = 1 + varintSize(size) + size;
    this.#pointBytes += bytes;
    return bytes;
  }

  clear(): void {
    this.count = 0;
    this.#series = [];
    this.#pointBytes = 0;
    this.#ascending = true;
  }

  /** Length of the Metric message. */
  size(): number {
    const data = this.#pointBytes + this.#dataTail.length;
    return this.#heading.length + 1 + varintSize(data) + data;
  }

  /** Writes the Metric message and returns the position after it. */
  write(bytes: Uint8Array, view: DataView, start: number): number {
    bytes.set(this.#heading, start);
    let at = start + this.#heading.length;
    at = writeVarint(bytes, at, this.#dataField * 8 + LENGTH_DELIMITED);
    at = writeVarint(bytes, at, this.#pointBytes + this.#dataTail.length);
    if (this.#ascending) {
      for (let index = 0; index < this.count; index += 1) at = this.#writePoint(bytes, view, at, index);
    } else {
      for (const index of this.#byTime()) at = this.#writePoint(bytes, view, at, index);
    }
    bytes.set(this.#dataTail, at);
    return at + this.#dataTail.length;
  }

  #writePoint(bytes: Uint8Array, view: DataView, start: number, index: number): number {
    const series = this.#series[index];
    if (series === undefined) throw new RangeError(`no point ${index}`);
    const end = this.#ends[index] === 1 ? 1 : 0;
    bytes[start] = KEY_POINT;
    let at = writeVarint(bytes, start + 1, pointSize(series, end));
    at = writeTime(bytes, view, at, this.#atMs[index] ?? 0);
    if (end === 1) {
      bytes[at] = KEY_FLAGS;
      bytes[at + 1] = NO_RECORDED_VALUE;
      at += FLAGS_BYTES;
    } else {
      bytes[at] = KEY_VALUE;
      view.setFloat64(at + 1, this.#values[index] ?? 0, true);
      at += VALUE_BYTES;
    }
    bytes.set(series.attributes, at);
    at += series.attributes.length;
    if (series.own === undefined) return at;
    bytes.set(series.own, at);
    return at + series.own.length;
  }

  /** Indexes by time, those of the same time in the order they were added. */
  #byTime(): Iterable<number> {
    const times = this.#atMs.subarray(0, this.count);
    const first = times.reduce((least, atMs) => Math.min(least, atMs), Infinity);
    const last = times.reduce((most, atMs) => Math.max(most, atMs), -Infinity);
    // Time and index share one number as long as that is exact: sorting numbers is several times faster.
    if ((last - first + 1) * this.count < 2 ** 53) {
      const keys = times.map((atMs, index) => (atMs - first) * this.count + index).sort();
      return keys.map((key) => key % this.count);
    }
    return [...times.keys()].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  }

  #grow(): void {
    const capacity = this.#atMs.length * 2;
    this.#atMs = copyInto(new Float64Array(capacity), this.#atMs);
    this.#values = copyInto(new Float64Array(capacity), this.#values);
    this.#ends = copyInto(new Uint8Array(capacity), this.#ends);
  }
}

function pointSize(series: Series, end: 0 | 1): number {
  const own = series.own === undefined ? 0 : series.own.length;
  return TIME_BYTES + (end === 1 ? FLAGS_BYTES : VALUE_BYTES) + series.attributes.length + own;
}

// Nanoseconds need 61 bits. With the milliseconds cut at 2^32 both products stay below 2^53, so they are exact.
function writeTime(bytes: Uint8Array, view: DataView, at: number, atMs: EpochMs): number {
  const highMs = Math.floor(atMs / 2 ** 32);
  const lowNs = (atMs - highMs * 2 ** 32) * 1e6;
  const carry = Math.floor(lowNs / 2 ** 32);
  bytes[at] = KEY_TIME;
  view.setUint32(at + 1, lowNs - carry * 2 ** 32, true);
  view.setUint32(at + 5, highMs * 1e6 + carry, true);
  return at + TIME_BYTES;
}

function copyInto<T extends Float64Array | Uint8Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
