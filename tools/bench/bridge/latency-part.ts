import type { Affinity } from "../affinity.ts";
import type { BenchOptions, Part } from "../bench.ts";
import { measureLatency } from "./measure-latency.ts";

const ENTITIES = 5_000;
const PER_SECOND = 10_000;
const MAX_P99_MS = 1_000;

/** From the instant of a change in Home Assistant to the store's answer, under a load that no house has. */
export async function latencyPart({ quick, say, signal }: BenchOptions, affinity: Affinity): Promise<Part> {
  const seconds = quick ? 5 : 20;
  say(`latency: ${PER_SECOND} changes/s for ${seconds} s`);
  const { changes, p50Ms, p99Ms, maxMs, missing, coreShare } = await measureLatency({
    entities: ENTITIES,
    perSecond: PER_SECOND,
    seconds,
    affinity,
    signal,
  });
  return {
    name: "latency",
    title: `From event to accepted at ${PER_SECOND} changes/s, ${ENTITIES} entities${affinity.pinned ? ", the bridge on one core" : ""}`,
    columns: ["changes", "p50 ms", "p99 ms", "max ms", "not accepted", "% of a core"],
    rows: [[changes, p50Ms, p99Ms, maxMs, missing, coreShare * 100]],
    checks: [
      { what: "p99", value: p99Ms, limit: MAX_P99_MS, is: "at most", unit: " ms" },
      { what: "changes that no accepted sample stands for", value: missing, limit: 0, is: "at most", unit: "" },
    ],
    notes: ["Each change is looked for in the requests, by entity and millisecond."],
  };
}
