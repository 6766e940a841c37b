import type { Affinity } from "../affinity.ts";
import type { BenchOptions, Part } from "../bench.ts";
import { measureRefill, quantile, type Reader, READERS } from "./measure-refill.ts";

const ENTITIES = 400;
const ROWS = 150;
/** Of what reading without rests adds for the one who uses the house in the middle of it. */
const MAX_SHARE = 0.5;

const NAMES: Readonly<Record<Reader, string>> = {
  none: "nobody reads the recorder",
  paced: "a refill of the bridge",
  unpaced: "the same without rests",
  whole: "everything in one question",
};

/** How responsive Home Assistant stays while the bridge refills a gap from its recorder. */
export async function refillPart({ quick, say, signal }: BenchOptions, affinity: Affinity): Promise<Part> {
  const windows = quick ? { rounds: 2, seconds: 5 } : { rounds: 5, seconds: 10 };
  const waits = await measureRefill({ ...windows, entities: ENTITIES, rows: ROWS, affinity, say, signal });
  const added = (reader: Reader, share: number) => quantile(waits[reader].service, share) - quantile(waits.none.service, share);
  return {
    name: "refill",
    title: `What somebody at a real Home Assistant waits while the history of ${ENTITIES} entities, ${ROWS} rows each, is read, in ms`,
    columns: ["", "service call p50", "p95", "max", "get_states p50", "p95", "max", "rows read/s"],
    rows: READERS.map((reader) => {
      const { service, states, rowsPerSecond } = waits[reader];
      return [NAMES[reader], ...[service, states].flatMap((sorted) => [0.5, 0.95, 1].map((share) => quantile(sorted, share))), rowsPerSecond];
    }),
    checks: [
      {
        what: "added to a service call's p50, of what reading without rests adds",
        value: added("paced", 0.5) / added("unpaced", 0.5),
        limit: MAX_SHARE,
        is: "at most",
        unit: " x",
      },
      {
        what: "service call's p95, of that without rests",
        value: quantile(waits.paced.service, 0.95) / quantile(waits.unpaced.service, 0.95),
        limit: 1,
        is: "at most",
        unit: " x",
      },
    ],
    notes: [
      `${windows.rounds} windows of ${windows.seconds} s each, in turns; a service call every 25 ms, get_states with every eighth.`,
      "The bridge's own code reads, and writes nothing; without rests its clock does not sleep.",
    ],
  };
}
