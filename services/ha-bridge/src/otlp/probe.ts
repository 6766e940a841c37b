import type { EpochMs } from "@tiles/kit/clock";
import { gzipSync } from "node:zlib";
import { encodeBatch, type Resource } from "./encode.ts";
import type { HttpSender } from "./http-sender.ts";
import { createPointBatch, type Series } from "./point-batch.ts";
import type { SendOutcome } from "./send-outcome.ts";
import type { StoreWindow } from "./store-window.ts";

export interface ProbeOptions {
  readonly http: HttpSender;
  readonly series: Series;
  readonly resource: Resource;
  readonly nowMs: EpochMs;
  readonly signal: AbortSignal;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SHORTEST_MS = 5 * MINUTE_MS;
const LADDER_MS = [72 * HOUR_MS, 24 * HOUR_MS, 6 * HOUR_MS, 2 * HOUR_MS, SHORTEST_MS];
// The window counts from the newest sample of the whole tenant, which may be ahead of our clock (up to the 10 min
// that stores allow), so a point exactly as old as the window would be refused.
const MARGIN_MS = 15 * MINUTE_MS;

/**
 * Whether the store takes points older than the newest one of their series, and how far back: a point of now,
 * then older ones, each in a request of its own. `previous` spares the long way as long as its short answer is
 * the same; a window that only became shorter is therefore noticed by a restart.
 *
 * What stores say to a point outside: Prometheus 400 ("out of order sample", "too old sample"); Mimir 200 with a
 * text, or nothing at all when Kafka stands between, so that it seems to take everything; VictoriaMetrics takes it.
 */
export async function probeWindow(options: ProbeOptions, previous?: StoreWindow): Promise<StoreWindow> {
  const newest = judge(await sendPoint(options, options.nowMs));
  if (newest.kind !== "taken") return { kind: "unknown", why: `a point of now was not taken: ${newest.why}` };
  if (previous !== undefined && previous.kind !== "unknown") {
    const short = await tryAge(options, SHORTEST_MS);
    if (short.kind === "unknown") return short;
    if (short.kind === previous.kind) return previous;
  }
  return await climbDown(options);
}

async function climbDown(options: ProbeOptions): Promise<StoreWindow> {
  for (const ageMs of LADDER_MS) {
    const window = await tryAge(options, ageMs);
    if (window.kind !== "none") return window;
  }
  return { kind: "none" };
}

async function tryAge(options: ProbeOptions, ageMs: number): Promise<StoreWindow> {
  const marginMs = ageMs > MARGIN_MS ? MARGIN_MS : 0;
  const answer = judge(await sendPoint(options, options.nowMs - ageMs + marginMs));
  if (answer.kind === "failed") return { kind: "unknown", why: answer.why };
  return answer.kind === "taken" ? { kind: "window", ms: ageMs } : { kind: "none" };
}

function sendPoint({ http, series, resource, signal }: ProbeOptions, atMs: EpochMs): Promise<SendOutcome> {
  const batch = createPointBatch();
  batch.add(series, Math.floor(atMs), 1);
  return http.send(gzipSync(encodeBatch(batch, resource), { level: 1 }), { attempt: 0, signal });
}

type Answer = { kind: "taken" } | { kind: "leftOut"; why: string } | { kind: "failed"; why: string };

function judge(outcome: SendOutcome): Answer {
  if (outcome.kind === "accepted") return outcome.partial === undefined ? { kind: "taken" } : { kind: "leftOut", why: outcome.partial };
  if (outcome.kind === "bad") return { kind: "leftOut", why: outcome.text };
  return { kind: "failed", why: outcome.kind === "refused" ? outcome.text : outcome.why };
}
