import type { Clock } from "@tiles/kit/clock";
import type { Series } from "./core/series.ts";
import type { HttpSender } from "./otlp/http-sender.ts";
import { probeWindow } from "./otlp/probe.ts";
import type { StoreWindow } from "./otlp/store-window.ts";

export interface ProbingOptions {
  readonly http: HttpSender;
  readonly series: Series;
  readonly instance: string;
  readonly clock: Clock;
  found(window: StoreWindow): void;
}

const AGAIN_AFTER_MS = 3_600_000;
/** The store was away: its answer is wanted as soon as it is back. */
const UNKNOWN_AGAIN_AFTER_MS = 10_000;

/** Asks the store at start and every hour whether it takes samples out of order. */
export async function keepProbing({ http, series, instance, clock, found }: ProbingOptions, signal: AbortSignal): Promise<void> {
  let window: StoreWindow | undefined;
  while (!signal.aborted) {
    const resource = { serviceName: "ha-bridge", serviceInstanceId: instance };
    const next = await probeWindow({ http, series, resource, nowMs: clock.now(), signal }, window?.kind === "unknown" ? undefined : window);
    if (JSON.stringify(next) !== JSON.stringify(window)) found(next);
    window = next;
    await clock.sleep(window.kind === "unknown" ? UNKNOWN_AGAIN_AFTER_MS : AGAIN_AFTER_MS, signal).catch(() => undefined);
  }
}
