import { createEmitter } from "./emitter.ts";
import type { ConfigEntry, HealthFact } from "./health.ts";
import { createHealthSeries, type HealthSeries } from "./health-series.ts";
import { encode, pointRecorder } from "./house-exporter.testing.ts";
import { createJournal } from "./journal.ts";
import { type LedgerSection, restoreLedger } from "./ledger.ts";
import { checkpointOf } from "./remember.ts";
import { createSeriesFactory } from "./series-factory.ts";

export interface HealthBed {
  readonly health: HealthSeries;
  /** Points since the last call, as `family{labels} = value @ ms`, without job and instance. */
  take(): string[];
  /** How often records may lack. */
  overruns(): number;
  /** The ledger as a restart would find it: written step by step, or as a checkpoint. */
  ledger(as: "sections" | "checkpoint"): LedgerSection[];
}

export function healthBed(sections: LedgerSection[] = []): HealthBed {
  const { points, sink } = pointRecorder();
  const journal = createJournal();
  const emitter = createEmitter(sink("live"), sink("backlog"), journal);
  const remembered = restoreLedger(sections);
  const factory = createSeriesFactory(remembered.nextId, journal, encode);
  let overruns = 0;
  const health = createHealthSeries({ emitter, factory, journal, encode, instance: "home", remembered, logMayLack: () => (overruns += 1) });
  return {
    health,
    overruns: () => overruns,
    take: () =>
      points.splice(0).map(({ name, labels: { job: _job, instance: _instance, ...labels }, value, atMs }) => {
        const shown = Object.entries(labels).map(([label, text]) => `${label}=${text}`);
        return `${name}{${shown.join()}} = ${value} @ ${atMs}`;
      }),
    ledger(as) {
      if (as === "checkpoint") return [checkpointOf(new Map(), health.owned(), { startedMs: undefined, provenMs: 0 }, [])];
      return [journal.take((owner) => health.owned().find((one) => one.owner === owner))];
    },
  };
}

/** Entries of an integration "hue", by id. */
export function configEntries(states: Record<string, string>, title = "Bridge"): HealthFact {
  const entries = Object.entries(states).map(([id, state]): [string, ConfigEntry] => [id, { id, integration: "hue", title, state }]);
  return { topic: "config entries", entries: new Map(entries) };
}
