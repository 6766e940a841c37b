import type { Clock } from "@tiles/kit/clock";
import { OLD_POINT_MS } from "./core/emitter.ts";
import type { PointSink, Series } from "./core/series.ts";

/** More than all series of a large house, which end at once when Home Assistant goes down. */
const MAX_ENDS = 100_000;

/**
 * The live lane, which remembers the ends that went into it until they are surely at the store: after an outage they
 * wait in the backlog, and until they arrive the store goes on showing what is over.
 */
export interface UnheardEnds extends PointSink {
  /** Writes the ends once more, at their own times. Those too old for the live lane are over for the store by themselves. */
  again(): void;
  /** What ended before this time of our clock is at the store. */
  heard(beforeMs: number): void;
}

interface End {
  readonly series: Series;
  readonly atMs: number;
  readonly notedMs: number;
}

export function rememberEnds(live: PointSink, clock: Clock): UnheardEnds {
  let ends: End[] = [];
  return {
    add: (series, atMs, value) => live.add(series, atMs, value),
    end(series, atMs) {
      if (ends.length < MAX_ENDS) ends.push({ series, atMs, notedMs: clock.now() });
      live.end(series, atMs);
    },
    again() {
      const oldestMs = clock.now() - OLD_POINT_MS;
      ends = ends.filter(({ atMs }) => atMs >= oldestMs);
      for (const { series, atMs } of ends) live.end(series, atMs);
    },
    heard(beforeMs) {
      if (ends.length > 0) ends = ends.filter(({ notedMs }) => notedMs >= beforeMs);
    },
  };
}
