import type { Affinity } from "../affinity.ts";
import type { BenchOptions, Part } from "../bench.ts";
import { type JobCost, measureBridgeJob, measureSdkJob } from "./measure-same-job.ts";

const SIZES = [500, 5_000, 50_000] as const;
/** In a busy house every entity changes every ten seconds. */
const CHANGES_PER_ENTITY_SECOND = 0.1;
/** The bridge's promise: a change is sent within this. */
const FRESH_MS = 250;
const CHECKED_SIZE = 5_000;
const MIN_RATIO = 10;

interface Row {
  readonly entities: number;
  readonly ours: JobCost;
  readonly states: JobCost;
  readonly all: JobCost;
}

/** A house at its own pace: the bridge, and instruments of the OpenTelemetry SDK that are as fresh. */
export async function sameJobPart({ quick, say, signal }: BenchOptions, affinity: Affinity): Promise<Part> {
  const rows: Row[] = [];
  for (const entities of SIZES) {
    const job = { entities, perSecond: entities * CHANGES_PER_ENTITY_SECOND, seconds: quick ? 5 : 15, affinity, signal };
    say(`sdk: ${entities} entities, the bridge`);
    const ours = await measureBridgeJob(job);
    say(`sdk: ${entities} entities, gauges of their states`);
    const states = await measureSdkJob(job, { intervalMs: FRESH_MS, series: "states" });
    say(`sdk: ${entities} entities, gauges of all series`);
    const all = await measureSdkJob(job, { intervalMs: FRESH_MS, series: "all" });
    rows.push({ entities, ours, states, all });
  }
  const checked = rows.find(({ entities }) => entities === CHECKED_SIZE);
  return {
    name: "sdk",
    title:
      "CPU per change in microseconds at the pace of a house, every entity once in 10 s; OpenTelemetry SDK with observable gauges, OTLP over HTTP, gzip",
    columns: ["entities", "ours", "SDK, states only", "x ours", "exports/s", "SDK, the same series", "x ours", "exports/s"],
    rows: rows.map(({ entities, ours, states, all }) => [
      entities,
      ours.usPerChange,
      states.usPerChange,
      states.usPerChange / ours.usPerChange,
      states.requestsPerSecond,
      all.usPerChange,
      all.usPerChange / ours.usPerChange,
      all.requestsPerSecond,
    ]),
    checks: [check("SDK with one series per entity", checked?.states, checked?.ours), check("SDK with the same series", checked?.all, checked?.ours)],
    notes: [
      `The SDK exports every ${FRESH_MS} ms, within which the bridge has sent a change; under 4 exports/s it did not keep up, so its job was not done.`,
      "The same series: state, availability, last changed, updated and reported, info. Ours writes a state when it changes and repeats every series once a minute.",
      "What the SDK leaves undone at any price: a change's own time, changes between two exports, the end of a series, an outage of the store.",
    ],
  };
}

function check(what: string, sdk: JobCost | undefined, ours: JobCost | undefined): Part["checks"][number] {
  const value = (sdk?.usPerChange ?? Number.NaN) / (ours?.usPerChange ?? Number.NaN);
  return { what: `${what} at ${CHECKED_SIZE} entities, of ours`, value, limit: MIN_RATIO, is: "at least", unit: " x" };
}
