import type { CompressedState, EntityStore } from "./entity-store.ts";
import { createEmitter, type Emitter } from "./emitter.ts";
import { entitiesOf } from "./apply-changes.ts";
import type { LabelFacts } from "./entity-labels.ts";
import { createHouseExporter, type HouseExporter } from "./house-exporter.ts";
import { createJournal, type Journal } from "./journal.ts";
import { type LedgerSection, restoreLedger } from "./ledger.ts";
import { noRegistries, type Registries } from "./registries.ts";
import { checkpointOf, describeEntity, rememberedEntities } from "./remember.ts";
import { createSeriesFactory } from "./series-factory.ts";
import type { Stretch } from "./refill/stretch.ts";
import type { LabelPairs, PointSink, Series } from "./series.ts";

/** A point as the store would see it; `value` is "end" for a stale marker. */
export interface SeenPoint {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly atMs: number;
  readonly value: number | "end";
  readonly lane: "live" | "backlog";
}

export interface ExporterBed {
  readonly exporter: HouseExporter;
  readonly emitter: Emitter;
  readonly journal: Journal;
  readonly points: SeenPoint[];
  /** Gaps that were found. */
  readonly stretches: Stretch[];
  /** Points of one family, as `[ms, value]`, and nothing gathered any more. */
  take(family: string): (readonly [number, number | "end"])[];
  section(): LedgerSection;
  checkpoint(): LedgerSection;
}

const HOUR_MS = 3_600_000;

/** An exporter whose points can be read; `sections` is what a former life left in the ledger. */
export function exporterBed(options: { windowMs?: number; registries?: Registries; sections?: LedgerSection[] } = {}): ExporterBed {
  const { points, sink } = pointRecorder();
  const stretches: Stretch[] = [];
  const journal = createJournal();
  const emitter = createEmitter(sink("live"), sink("backlog"), journal);
  emitter.windowMs = options.windowMs ?? 72 * HOUR_MS;
  const ledger = restoreLedger(options.sections ?? []);
  const factory = createSeriesFactory(ledger.nextId, journal, encode);
  const labels: LabelFacts = { instance: "home", registries: options.registries ?? noRegistries, optional: [] };
  const exporter = createHouseExporter({
    emitter,
    journal,
    factory,
    encode,
    labels,
    house: { timeZone: "Europe/Berlin", zoneNames: [], location: false, forecasts: new Map(), temperatureUnit: "°C" },
    events: {
      setOverflow: () => undefined,
      mappingFailed: (entityId, error) => {
        throw new Error(`mapping of ${entityId} failed`, { cause: error });
      },
    },
    remembered: rememberedEntities(ledger, factory, encode),
    provenMs: ledger.house?.provenMs ?? 0,
    slices: 1,
    missed: (stretch) => stretches.push({ id: stretches.length, ...stretch }),
  });
  return {
    exporter,
    emitter,
    journal,
    points,
    stretches,
    take(family) {
      const taken = points.filter(({ name }) => name === family).map(({ atMs, value }) => [atMs, value] as const);
      points.length = 0;
      return taken;
    },
    section: () => {
      journal.house({ startedMs: undefined, provenMs: exporter.provenMs });
      return journal.take((owner) => {
        const record = exporter.entities.get(owner);
        return record && describeEntity(record);
      });
    },
    checkpoint: () => checkpointOf(exporter.entities, [], { startedMs: undefined, provenMs: exporter.provenMs }, stretches),
  };
}

/** Compressed states as Home Assistant sends them; times in milliseconds. */
export function house(
  states: Record<string, readonly [state: string, changedMs: number, attributes?: Record<string, unknown>, updatedMs?: number]>,
): EntityStore {
  const compressed: Record<string, CompressedState> = {};
  for (const [id, [s, changedMs, a = {}, updatedMs]] of Object.entries(states)) {
    compressed[id] = { s, a, lc: changedMs / 1000, ...(updatedMs !== undefined && { lu: updatedMs / 1000 }) };
  }
  return entitiesOf(compressed).entities;
}

export function changedTo(state: string, atMs: number, attributes?: Record<string, unknown>): unknown {
  return { "+": { s: state, lc: atMs / 1000, ...(attributes && { a: attributes }) } };
}

/** Keeps every point that goes into its sinks. */
export function pointRecorder(): { points: SeenPoint[]; sink(lane: SeenPoint["lane"]): PointSink } {
  const points: SeenPoint[] = [];
  return {
    points,
    sink: (lane) => ({
      add: (series, atMs, value) => points.push({ ...seen(series), atMs, value, lane }),
      end: (series, atMs) => points.push({ ...seen(series), atMs, value: "end", lane }),
    }),
  };
}

/** Labels as text that `pointRecorder` can read. */
export function encode(labels: LabelPairs): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(labels));
}

function seen(series: Series): { name: string; labels: Record<string, string> } {
  const decode = (bytes: Uint8Array | undefined) =>
    bytes === undefined || bytes.length === 0 ? [] : (JSON.parse(new TextDecoder().decode(bytes)) as [string, string][]);
  return { name: series.family.name, labels: Object.fromEntries([...decode(series.attributes), ...decode(series.own)]) };
}
