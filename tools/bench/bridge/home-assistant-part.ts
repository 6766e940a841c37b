import type { Affinity } from "../affinity.ts";
import type { BenchOptions, Part } from "../bench.ts";
import { measureHomeAssistant } from "./measure-home-assistant.ts";

const PER_SECOND = 10;

/** What the bridge costs Home Assistant, against the scrape that it makes needless. */
export async function homeAssistantPart({ quick, say, signal }: BenchOptions, affinity: Affinity): Promise<Part> {
  const windows = quick ? { rounds: 2, seconds: 20 } : { rounds: 5, seconds: 60 };
  const cost = await measureHomeAssistant({ ...windows, perSecond: PER_SECOND, affinity, signal, say });
  const { entities, baseMs, sessionMs, sessionSpreadMs, pollMs, scrapeMs } = cost;
  return {
    name: "homeAssistant",
    title: `A real Home Assistant's own CPU in milliseconds per minute, ${entities} entities, ${PER_SECOND} changes/s`,
    columns: ["by itself", "our session", "give or take", "= poll of all states, every 5 min", "one scrape of /api/prometheus"],
    rows: [[baseMs, sessionMs, sessionSpreadMs, pollMs, scrapeMs]],
    checks: [{ what: "our session, of one scrape a minute", value: sessionMs / scrapeMs, limit: 1, is: "at most", unit: " x" }],
    notes: [
      `Session: with the bridge less without it, median of ${windows.rounds} pairs of windows of ${windows.seconds} s, and a fifth of one poll.`,
      "The scrape is the rendering alone; what its integration does for each change is in `by itself`.",
    ],
  };
}
