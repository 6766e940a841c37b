import { UsageError } from "@tiles/kit/command-line";
import { parseDuration } from "@tiles/kit/duration";

const ALLOWED = "Write a time such as 2026-11-22T18:00:00Z or 2026-11-22, how long ago such as 90m or 3d, or now.";

/** Milliseconds since the epoch of an option's value. Throws UsageError. */
export function instantOption(name: string, given: string | boolean | undefined, nowMs: number): number {
  if (typeof given !== "string") throw new UsageError("ha-bridge", `--${name} is missing`, ALLOWED);
  const ms = parseInstant(given, nowMs);
  if (ms === undefined) throw new UsageError("ha-bridge", `--${name} ${given} is no time`, ALLOWED);
  return ms;
}

/** Throws UsageError for a range that ends before it begins, which would be filled or compared with nothing at all. */
export function wholeRange(fromMs: number, toMs: number): { readonly fromMs: number; readonly toMs: number } {
  if (fromMs < toMs) return { fromMs, toMs };
  const came = `the range from ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()} ends before it begins`;
  throw new UsageError("ha-bridge", came, "Write --from earlier than --to; 3h is three hours ago.");
}

function parseInstant(text: string, nowMs: number): number | undefined {
  if (text === "now") return nowMs;
  if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? undefined : ms;
  }
  const agoMs = parseDuration(text);
  return agoMs === undefined ? undefined : nowMs - agoMs;
}
