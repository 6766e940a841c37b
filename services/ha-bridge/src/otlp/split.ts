import { fields, LENGTH_DELIMITED, lengthDelimited } from "./wire.ts";

/** The three kinds of OTLP requests. "Point" stands for a data point, a log record or a span alike. */
export type Signal = "metrics" | "logs" | "traces";

/**
 * A request as two requests, each with half of the points and all that describes them; undefined for a single
 * point. Nothing but the frames around the points is decoded. Requests put one behind the other are one request
 * again.
 */
export function splitRequest(raw: Uint8Array, signal: Signal = "metrics"): readonly [Uint8Array, Uint8Array] | undefined {
  const points = countPoints(raw, signal);
  if (points < 2) return undefined;
  const half = Math.floor(points / 2);
  return [pointsOf(raw, signal, 0, half), pointsOf(raw, signal, half, points)];
}

export function countPoints(raw: Uint8Array, signal: Signal = "metrics"): number {
  return countLeaves(raw, 0, raw.length, PATHS[signal]);
}

// The field numbers that lead from the request down to a point: resource, scope, metric, kind of data, point.
const PATHS: Readonly<Record<Signal, readonly (readonly number[])[]>> = {
  metrics: [[1], [2], [2], [5, 7, 9, 10, 11], [1]],
  logs: [[1], [2], [2]],
  traces: [[1], [2], [2]],
};

function countLeaves(raw: Uint8Array, start: number, end: number, path: readonly (readonly number[])[]): number {
  const [step = [], ...below] = path;
  let count = 0;
  for (const field of fields(raw, start, end)) {
    if (!step.includes(field.number) || field.wireType !== LENGTH_DELIMITED) continue;
    count += below.length === 0 ? 1 : countLeaves(raw, field.valueStart, field.end, below);
  }
  return count;
}

function pointsOf(raw: Uint8Array, signal: Signal, from: number, to: number): Uint8Array {
  const range = { from, to, next: 0 };
  return Buffer.concat(partsInRange(raw, 0, raw.length, PATHS[signal], range));
}

/** The fields of a message, without the points outside the range and without what is empty for that reason. */
function partsInRange(
  raw: Uint8Array,
  start: number,
  end: number,
  path: readonly (readonly number[])[],
  range: { readonly from: number; readonly to: number; next: number },
): Uint8Array[] {
  const [step = [], ...below] = path;
  const parts: Uint8Array[] = [];
  for (const field of fields(raw, start, end)) {
    const whole = raw.subarray(field.start, field.end);
    if (!step.includes(field.number) || field.wireType !== LENGTH_DELIMITED) {
      parts.push(whole);
    } else if (below.length === 0) {
      if (range.next >= range.from && range.next < range.to) parts.push(whole);
      range.next += 1;
    } else {
      const before = Math.max(range.next, range.from);
      const inside = partsInRange(raw, field.valueStart, field.end, below, range);
      if (Math.min(range.next, range.to) > before) parts.push(lengthDelimited(field.number, ...inside));
    }
  }
  return parts;
}
