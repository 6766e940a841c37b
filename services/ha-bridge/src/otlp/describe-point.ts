import type { EpochMs } from "@tiles/kit/clock";

import { type Field, fields, readVarint } from "./wire.ts";

export interface PointDescription {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly atMs: EpochMs;
  /** "stale" for a point without a value. */
  readonly value: number | "stale";
}

/** The first number point of a metrics request in words; undefined where there is none. */
export function describePoint(raw: Uint8Array): PointDescription | undefined {
  for (const resource of children(raw, undefined, 1)) {
    for (const scope of children(raw, resource, 2)) {
      for (const metric of children(raw, scope, 2)) {
        const point = firstPoint(raw, metric);
        if (point !== undefined) return { name: text(raw, find(raw, metric, 1)), ...describe(raw, point) };
      }
    }
  }
  return undefined;
}

// gauge and sum of a Metric; both have their points in field 1.
const NUMBER_DATA = [5, 7];

function firstPoint(raw: Uint8Array, metric: Field): Field | undefined {
  for (const data of NUMBER_DATA.flatMap((kind) => children(raw, metric, kind))) {
    const point = find(raw, data, 1);
    if (point !== undefined) return point;
  }
  return undefined;
}

function describe(raw: Uint8Array, point: Field): Omit<PointDescription, "name"> {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const time = find(raw, point, 3);
  const value = find(raw, point, 4);
  const flags = find(raw, point, 8);
  const stale = flags !== undefined && readVarint(raw, flags.valueStart, flags.end).value % 2 === 1;
  const atNs = time === undefined ? 0n : view.getBigUint64(time.valueStart, true);
  return {
    attributes: Object.fromEntries(children(raw, point, 7).map((pair) => keyValue(raw, pair))),
    atMs: Number(atNs / 1_000_000n),
    value: stale || value === undefined ? "stale" : view.getFloat64(value.valueStart, true),
  };
}

function keyValue(raw: Uint8Array, pair: Field): [string, string] {
  const value = find(raw, pair, 2);
  return [text(raw, find(raw, pair, 1)), text(raw, value === undefined ? undefined : find(raw, value, 1))];
}

function children(raw: Uint8Array, parent: Field | undefined, number: number): Field[] {
  return [...fields(raw, parent?.valueStart, parent?.end)].filter((field) => field.number === number);
}

function find(raw: Uint8Array, parent: Field, number: number): Field | undefined {
  return children(raw, parent, number)[0];
}

function text(raw: Uint8Array, field: Field | undefined): string {
  return field === undefined ? "" : Buffer.from(raw.subarray(field.valueStart, field.end)).toString("utf8");
}
