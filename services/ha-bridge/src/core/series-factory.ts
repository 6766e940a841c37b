import type { Family } from "./family.ts";
import type { Journal } from "./journal.ts";
import type { EncodeLabels, Series } from "./series.ts";

/** Makes series with ledger numbers, and shares the encoded bytes of labels that many series have. */
export interface SeriesFactory {
  create(owner: string, family: Family, attributes: Uint8Array, member?: string): Series;
  /** A series that the ledger need not end: of the process itself, or of the past. */
  untracked(family: Family, attributes: Uint8Array, member?: string): Series;
  /** A series that the ledger knows already: it keeps its number and the time of its last sample. */
  restore(id: number, sentMs: number, family: Family, attributes: Uint8Array, member?: string): Series;
}

export function createSeriesFactory(firstId: number, journal: Journal, encode: EncodeLabels): SeriesFactory {
  let nextId = firstId;
  const encoded = new Map<string, Uint8Array>();

  // States repeat through the house ("on", "closed"), so their bytes are kept once.
  function ownLabel(family: Family, member: string): Uint8Array {
    const name = family.labels[0] ?? "state";
    const key = `${name}\0${member}`;
    const known = encoded.get(key);
    if (known !== undefined) return known;
    const bytes = encode([[name, member]]);
    encoded.set(key, bytes);
    return bytes;
  }

  return {
    create(owner, family, attributes, member) {
      const series: Series = {
        id: nextId++,
        family,
        attributes,
        member,
        own: member === undefined ? undefined : ownLabel(family, member),
        value: 0,
        sentMs: 0,
      };
      journal.defined(series, owner);
      return series;
    },
    untracked(family, attributes, member) {
      return { id: 0, family, attributes, member, own: member === undefined ? undefined : ownLabel(family, member), value: 0, sentMs: 0 };
    },
    restore(id, sentMs, family, attributes, member) {
      return { id, family, attributes, member, own: member === undefined ? undefined : ownLabel(family, member), value: Number.NaN, sentMs };
    },
  };
}
