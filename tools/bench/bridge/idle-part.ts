import type { Affinity } from "../affinity.ts";
import type { BenchOptions, Part } from "../bench.ts";
import { type Idle, measureIdle } from "./measure-idle.ts";

const MAX_RSS_MB = { 1_000: 120, 50_000: 300 } as const;
const QUIET_SIZE = 1_000;
const MAX_CORE_PERCENT = 1;

/** Memory, and CPU when nothing changes. */
export async function idlePart({ quick, say, signal }: BenchOptions, affinity: Affinity): Promise<Part> {
  const seconds = quick ? 20 : 120;
  const rows: { entities: number; maxRssMb: number; idle: Idle }[] = [];
  for (const [size, maxRssMb] of Object.entries(MAX_RSS_MB)) {
    const entities = Number(size);
    say(`idle: ${entities} entities for ${seconds} s`);
    rows.push({ entities, maxRssMb, idle: await measureIdle({ entities, seconds, affinity, signal }) });
  }
  const quiet = rows.find(({ entities }) => entities === QUIET_SIZE);
  return {
    name: "idle",
    title: `Idle for ${seconds} s: pings, and every series once a minute`,
    columns: ["entities", "RSS MB", "peak MB", "% of a core"],
    rows: rows.map(({ entities, idle }) => [entities, idle.rssMb, idle.peakMb, idle.coreShare * 100]),
    checks: [
      ...rows.map(
        ({ entities, idle, maxRssMb }) =>
          ({ what: `memory at ${entities} entities`, value: idle.rssMb, limit: maxRssMb, is: "at most", unit: " MB" }) as const,
      ),
      {
        what: `CPU at ${QUIET_SIZE} entities`,
        value: (quiet?.idle.coreShare ?? Number.NaN) * 100,
        limit: MAX_CORE_PERCENT,
        is: "at most",
        unit: " % of a core",
      },
    ],
    notes: ["Peak: while the house was first read."],
  };
}
