import type { Affinity } from "../affinity.ts";
import type { BenchOptions, Part } from "../bench.ts";
import { measureBacklog } from "./measure-backlog.ts";

const ENTITIES = 1_000;
const LIVE_PER_SECOND = 1_000;
const SAMPLES_PER_SECOND = 1_000;
const BACKLOG_RATE = 50_000;
const MAX_LIVE_P99_MS = 2_000;

/** An outage of an hour is made good while the house goes on. */
export async function backlogPart({ quick, say, signal }: BenchOptions, affinity: Affinity): Promise<Part> {
  const seconds = quick ? 600 : 3_600;
  say(`backlog: ${seconds} s at ${SAMPLES_PER_SECOND} samples/s, beside ${LIVE_PER_SECOND} changes/s`);
  const backlog = { seconds, samplesPerSecond: SAMPLES_PER_SECOND };
  const measured = await measureBacklog({ entities: ENTITIES, livePerSecond: LIVE_PER_SECOND, backlog, backlogRate: BACKLOG_RATE, affinity, signal });
  const { live, backlogSamples, deliveredSamples, deliveredInSeconds } = measured;
  return {
    name: "backlog",
    title: `A backlog of ${seconds / 60} minutes at ${SAMPLES_PER_SECOND} samples/s, delivered beside ${LIVE_PER_SECOND} live changes/s (backlogRate ${BACKLOG_RATE})`,
    columns: ["backlog samples", "delivered in s", "samples/s", "live changes", "live p50 ms", "live p99 ms", "live max ms"],
    rows: [[backlogSamples, deliveredInSeconds, deliveredSamples / deliveredInSeconds, live.changes, live.p50Ms, live.p99Ms, live.maxMs]],
    checks: [
      { what: "live p99 meanwhile", value: live.p99Ms, limit: MAX_LIVE_P99_MS, is: "at most", unit: " ms" },
      { what: "backlog samples that were not delivered", value: backlogSamples - deliveredSamples, limit: 0, is: "at most", unit: "" },
      { what: "live changes that no accepted sample stands for", value: live.missing, limit: 0, is: "at most", unit: "" },
    ],
    notes: ["The time is counted from the start of the bridge; by default backlogRate is 5000 samples/s, out of respect for the store."],
  };
}
