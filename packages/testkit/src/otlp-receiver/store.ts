import type { Point } from "./decode-metrics.ts";
import { exportResponse, rpcStatus } from "./protobuf-writer.ts";
import { createSeriesOrder, type Refusal } from "./series-order.ts";

/** `all` takes everything, `prometheus` and `mimir` have the rules of their head blocks. */
export type StoreMode = "all" | "mimir" | "prometheus";

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
  readonly stored: readonly Point[];
  readonly refused: readonly Refusal[];
}

/** Decides what a request of points leaves behind and what the sender is told. */
export function createStore(mode: StoreMode, outOfOrderWindowMs: number): (points: readonly Point[], nowMs: number) => Reply {
  if (mode === "all") return (points) => ({ status: 200, body: exportResponse(), stored: points, refused: [] });
  const order = createSeriesOrder(outOfOrderWindowMs);
  return (points, nowMs) => {
    const stored: Point[] = [];
    const refused: Refusal[] = [];
    for (const point of points) {
      const refusal = order.take(point, nowMs);
      if (refusal === undefined) stored.push(point);
      else refused.push(refusal);
    }
    const [first] = refused;
    // Prometheus rolls the whole request back; Mimir keeps the good points.
    const rollsBack = mode === "prometheus" && first !== undefined;
    order.settle(!rollsBack);
    if (first === undefined) return { status: 200, body: exportResponse(), stored, refused };
    if (mode === "prometheus") return { status: 400, body: Buffer.from(PROMETHEUS_TEXT[first.reason]), stored: [], refused };
    const message = mimirText(first);
    // Too far in the future is found by the distributor, which answers 400 although the rest is stored.
    if (refused.some(({ reason }) => reason === "too-far-in-future")) return { status: 400, body: rpcStatus(3, message), stored, refused };
    return { status: 200, body: exportResponse({ rejected: 0, message }), stored, refused };
  };
}

const PROMETHEUS_TEXT = {
  "out-of-order": "out of order sample",
  "duplicate-timestamp": "duplicate sample for timestamp",
  "too-old": "too old sample",
  "too-far-in-future": "out of bounds",
} as const satisfies Record<Refusal["reason"], string>;

const MIMIR_IDS = {
  "out-of-order": "err-mimir-sample-out-of-order",
  "duplicate-timestamp": "err-mimir-sample-duplicate-timestamp",
  "too-old": "err-mimir-sample-timestamp-too-old",
  "too-far-in-future": "err-mimir-too-far-in-future",
} as const satisfies Record<Refusal["reason"], string>;

function mimirText({ reason, point }: Refusal): string {
  return `the sample has been refused (${MIMIR_IDS[reason]}). The affected sample has timestamp ${new Date(point.timeMs).toISOString()} and is from series ${point.name}`;
}
