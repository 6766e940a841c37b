import type { EpochMs } from "@tiles/kit/clock";

import type { Family } from "../core/family.ts";
import { FamilyPoints } from "./family-points.ts";

/** One series of the store: made once, then handed in with each of its points. */
export interface Series {
  readonly family: Family;
  /** Encoded by `encodeAttributes`; shared by all series of an entity. */
  readonly attributes: Uint8Array;
  /** The family's own label, encoded, appended after `attributes`. */
  readonly own: Uint8Array | undefined;
}

/** Points on their way into one request. Times are whole milliseconds. */
export interface PointBatch {
  add(series: Series, atMs: EpochMs, value: number): void;
  /** The series ends here: a point without a value (stale marker). */
  end(series: Series, atMs: EpochMs): void;
  readonly points: number;
  /** Size of the request before compression, give or take its frame. */
  readonly bytes: number;
  /** Infinity while there are no points. */
  readonly minAtMs: EpochMs;
  /** -Infinity while there are no points. */
  readonly maxAtMs: EpochMs;
  /** The families that have points, in the order of their first one. */
  families(): Iterable<FamilyPoints>;
  /** Forgets the points and keeps the memory for the next ones. */
  clear(): void;
}

export function createPointBatch(): PointBatch {
  return new ColumnBatch();
}

class ColumnBatch implements PointBatch {
  points = 0;
  bytes = 0;
  minAtMs = Infinity;
  maxAtMs = -Infinity;
  readonly #byFamily = new Map<Family, FamilyPoints>();
  #used: FamilyPoints[] = [];

  add(series: Series, atMs: EpochMs, value: number): void {
    this.#count(atMs, this.#pointsOf(series.family).add(series, atMs, value, 0));
  }

  end(series: Series, atMs: EpochMs): void {
    this.#count(atMs, this.#pointsOf(series.family).add(series, atMs, 0, 1));
  }

  families(): Iterable<FamilyPoints> {
    return this.#used;
  }

  clear(): void {
    for (const family of this.#used) family.clear();
    this.#used = [];
    this.points = 0;
    this.bytes = 0;
    this.minAtMs = Infinity;
    this.maxAtMs = -Infinity;
  }

  #count(atMs: EpochMs, bytes: number): void {
    this.points += 1;
    this.bytes += bytes;
    if (atMs < this.minAtMs) this.minAtMs = atMs;
    if (atMs > this.maxAtMs) this.maxAtMs = atMs;
  }

  #pointsOf(family: Family): FamilyPoints {
    let points = this.#byFamily.get(family);
    if (points === undefined) {
      points = new FamilyPoints(family);
      this.#byFamily.set(family, points);
    }
    if (points.count === 0) this.#used.push(points);
    return points;
  }
}
