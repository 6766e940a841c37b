import { familyByName } from "./catalogue.ts";
import type { Emitter } from "./emitter.ts";
import type { Family } from "./family.ts";
import type { Journal } from "./journal.ts";
import type { LedgerState } from "./ledger.ts";
import type { OwnedSeries } from "./remember.ts";
import type { EncodeLabels, LabelPairs, Series } from "./series.ts";
import type { SeriesFactory } from "./series-factory.ts";

/** Series that belong to no entity but to an owner with a name, under which the ledger keeps them. */
export interface Owned {
  readonly owner: string;
  readonly labels: LabelPairs;
  readonly attributes: Uint8Array;
  readonly series: Map<string, Series>;
}

export interface SeriesByOwner {
  readonly owners: ReadonlyMap<string, Owned>;
  /** The owner's record; with other labels than before, what was live under the old ones ends at `atMs`. */
  own(owner: string, labels: LabelPairs, atMs?: number): Owned;
  /** Writes a sample. */
  send(owned: Owned, family: Family, value: number, atMs: number, member?: string): void;
  /** Writes a sample when the value is another one. */
  set(owned: Owned, family: Family, value: number, atMs: number, member?: string): void;
  endSeries(owned: Owned, series: Series, atMs: number): void;
  /** Ends all that the owner has, each series at its time, and forgets it. */
  end(owned: Owned, atMs: (series: Series) => number): void;
  /** Repeats everything of which a value is known. */
  repeat(atMs: number): void;
  owned(): OwnedSeries[];
}

export interface SeriesByOwnerOptions {
  readonly emitter: Emitter;
  readonly factory: SeriesFactory;
  readonly journal: Journal;
  readonly encode: EncodeLabels;
  readonly remembered: LedgerState;
  /** Which owners of the ledger belong here. */
  isOurs(owner: string): boolean;
}

export function createSeriesByOwner({ emitter, factory, journal, encode, remembered, isOurs }: SeriesByOwnerOptions): SeriesByOwner {
  const owners = new Map<string, Owned>();
  const seriesOf = (owned: Owned, family: Family, member: string | undefined): Series => {
    const known = owned.series.get(keyOf(family, member));
    if (known !== undefined) return known;
    const series = factory.create(owned.owner, family, owned.attributes, member);
    owned.series.set(keyOf(family, member), series);
    journal.touched(owned.owner);
    return series;
  };

  const all: SeriesByOwner = {
    owners,
    own(owner, labels, atMs) {
      const known = owners.get(owner);
      if (known !== undefined && JSON.stringify(known.labels) === JSON.stringify(labels)) return known;
      if (known !== undefined && atMs !== undefined) all.end(known, () => atMs);
      const fresh: Owned = { owner, labels, attributes: encode(labels), series: new Map() };
      owners.set(owner, fresh);
      return fresh;
    },
    send(owned, family, value, atMs, member) {
      emitter.send(seriesOf(owned, family, member), atMs, value);
    },
    set(owned, family, value, atMs, member) {
      const series = seriesOf(owned, family, member);
      if (series.value !== value || series.sentMs === 0) emitter.send(series, atMs, value);
    },
    endSeries(owned, series, atMs) {
      emitter.end(series, atMs);
      owned.series.delete(keyOf(series.family, series.member));
    },
    end(owned, atMs) {
      for (const series of owned.series.values()) emitter.end(series, atMs(series));
      owners.delete(owned.owner);
      journal.dropped(owned.owner);
    },
    repeat(atMs) {
      // What an earlier life left is known to be live, but not its value.
      for (const { series } of owners.values()) for (const one of series.values()) if (!Number.isNaN(one.value)) emitter.repeat(one, atMs);
    },
    owned: () => [...owners.values()].map(({ owner, labels, series }) => ({ owner, labels, series: [...series.values()] })),
  };

  for (const [owner, known] of remembered.owners) {
    if (!isOurs(owner)) continue;
    const restored = all.own(owner, known.memory.labels);
    for (const one of known.series.values()) {
      const family = familyByName.get(one.family);
      if (family === undefined) continue;
      restored.series.set(keyOf(family, one.member), factory.restore(one.id, one.sentMs, family, restored.attributes, one.member));
    }
  }
  return all;
}

function keyOf(family: Family, member: string | undefined): string {
  return member === undefined ? family.name : `${family.name} ${member}`;
}
