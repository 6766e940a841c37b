import type { Affinity } from "../affinity.ts";
import type { BenchOptions, Part } from "../bench.ts";
import { measureHomeAssistant } from "./measure-home-assistant.ts";

const PER_SECOND = 10;

/** What the bridge costs Home Assistant, against the scrape that it makes needless. */
export async function homeAssistantPart({ quick, say, signal }: BenchOptions, affinity: Affinity): Promise<Part> {
  const windows = quick ? { rounds: 3, seconds: 20 } : { rounds: 8, seconds: 30 };
  const { entities, baseMs, session, pollMs, scrapeMs } = await measureHomeAssistant({ ...windows, perSecond: PER_SECOND, affinity, signal, say });
  return {
    name: "homeAssistant",
    title: `A real Home Assistant's own CPU in milliseconds per minute, ${entities} entities, ${PER_SECOND} changes/s`,
    columns: ["by itself", "our session", "from", "to", "of it polls, one in 5 min", "one scrape of /api/prometheus"],
    rows: [[baseMs, session.median, session.low, session.high, pollMs, scrapeMs]],
    checks: [
      {
        what: "our session, of one scrape a minute",
        value: session.median / scrapeMs,
        range: [session.low / scrapeMs, session.high / scrapeMs],
        limit: 1,
        is: "at most",
        unit: " x",
      },
    ],
    notes: [
      `Session: median of ${windows.rounds} windows of ${windows.seconds} s, each against the mean of the windows without the bridge before and after it.`,
      "It is a small difference of large numbers: unclear means that this machine was too restless to tell.",
      "The scrape is the rendering alone; what its integration does for each change is in `by itself`.",
    ],
  };
}
