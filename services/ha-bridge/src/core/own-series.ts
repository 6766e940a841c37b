import { families, familyByName } from "./catalogue.ts";
import type { Emitter } from "./emitter.ts";
import { houseLabels } from "./entity-labels.ts";
import type { Series, EncodeLabels, LabelPairs } from "./series.ts";
import type { SeriesFactory } from "./series-factory.ts";

/** One value of the bridge's own metrics. */
export interface OwnPoint {
  readonly name: string;
  readonly labels: LabelPairs;
  readonly value: number;
}

export interface OwnSeriesOptions {
  readonly emitter: Emitter;
  readonly factory: SeriesFactory;
  readonly encode: EncodeLabels;
  readonly instance: string;
}

/** The bridge's own metrics go the way of all samples, so an outage of the store does not hide itself. */
export function createOwnSeries({ emitter, factory, encode, instance }: OwnSeriesOptions) {
  const known = new Map<string, Series>();
  return {
    /** Written by the probe itself, never by `write`. */
    probe: factory.untracked(families.bridgeProbe, encode(houseLabels(instance))),
    write(points: readonly OwnPoint[], nowMs: number): void {
      emitter.nowMs = nowMs;
      for (const { name, labels, value } of points) {
        const family = familyByName.get(name);
        if (family === undefined || family === families.bridgeProbe || !Number.isFinite(value)) continue;
        const key = `${name}${JSON.stringify(labels)}`;
        const series = known.get(key) ?? factory.untracked(family, encode([...houseLabels(instance), ...labels]));
        known.set(key, series);
        emitter.send(series, nowMs, value);
      }
    },
  };
}
