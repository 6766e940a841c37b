import type { OnSince } from "./on-since.ts";
import type { Stretch } from "./refill/stretch.ts";
import type { LabelPairs } from "./series.ts";

/**
 * The ledger knows which series are live at the store and what must survive a restart. It is written in the same
 * durable step as the points themselves: each spool frame carries the section of its own points, and a checkpoint
 * now and then keeps the number of sections small. So there is no instant at which a sample was sent and not known.
 */
export interface LedgerSection {
  /** Times in `sent` are relative to it. */
  readonly baseMs: number;
  /** Series that were new: id, owner, family name, member. */
  readonly series: readonly (readonly [id: number, owner: string, family: string, member: string | null])[];
  /** Flat pairs: series id, milliseconds after `baseMs`. */
  readonly sent: readonly number[];
  readonly ended: readonly number[];
  /** Owners whose memory changed. */
  readonly owners: readonly OwnerMemory[];
  /** Owners that are gone for good. */
  readonly dropped: readonly string[];
  /** Flat pairs: id of one of the entity's series, `last_updated` in microseconds of the change that was sampled. */
  readonly sampled: readonly number[];
  readonly house?: HouseMemory;
  /** Gaps that were found, and ids of those that are refilled. */
  readonly stretches?: readonly Stretch[];
  readonly refilled?: readonly number[];
}

/** What is remembered of an owner of series: an entity, an area, a window, the house. */
export interface OwnerMemory {
  readonly owner: string;
  readonly labels: LabelPairs;
  readonly info?: LabelPairs;
  readonly since?: OnSince;
  readonly sets?: readonly (readonly [family: string, offered: readonly string[], seen: readonly string[]])[];
}

export interface HouseMemory {
  /** When Home Assistant was started, as far as we could tell. */
  readonly startedMs: number | undefined;
  /** Up to here the house is known; what changed later and before the next snapshot fell into a gap. */
  readonly provenMs: number;
}

export interface LedgerState {
  readonly nextId: number;
  readonly house: HouseMemory | undefined;
  readonly owners: ReadonlyMap<string, LedgerOwner>;
  readonly stretches: readonly Stretch[];
}

export interface LedgerOwner {
  memory: OwnerMemory;
  sampledUs: number;
  readonly series: Map<number, LedgerSeries>;
}

export interface LedgerSeries {
  readonly id: number;
  readonly family: string;
  readonly member: string | undefined;
  sentMs: number;
}

/** A checkpoint is a section that says everything; so reading one is applying a section. */
export function restoreLedger(sections: readonly LedgerSection[]): LedgerState {
  const owners = new Map<string, LedgerOwner>();
  const byId = new Map<number, { owner: LedgerOwner; series: LedgerSeries }>();
  let nextId = 1;
  let house: HouseMemory | undefined;
  const stretches = new Map<number, Stretch>();
  for (const section of sections) {
    for (const memory of section.owners) ownerOf(owners, memory.owner).memory = memory;
    for (const [id, owner, family, member] of section.series) {
      const entry = { owner: ownerOf(owners, owner), series: { id, family, member: member ?? undefined, sentMs: 0 } };
      entry.owner.series.set(id, entry.series);
      byId.set(id, entry);
      nextId = Math.max(nextId, id + 1);
    }
    for (let index = 0; index + 1 < section.sent.length; index += 2) {
      const entry = byId.get(section.sent[index] as number);
      if (entry !== undefined) entry.series.sentMs = section.baseMs + (section.sent[index + 1] as number);
    }
    for (let index = 0; index + 1 < section.sampled.length; index += 2) {
      const entry = byId.get(section.sampled[index] as number);
      if (entry !== undefined) entry.owner.sampledUs = section.sampled[index + 1] as number;
    }
    for (const id of section.ended) {
      byId.get(id)?.owner.series.delete(id);
      byId.delete(id);
    }
    for (const owner of section.dropped) owners.delete(owner);
    house = section.house ?? house;
    for (const stretch of section.stretches ?? []) stretches.set(stretch.id, stretch);
    for (const id of section.refilled ?? []) stretches.delete(id);
  }
  return { nextId, house, owners, stretches: [...stretches.values()] };
}

function ownerOf(owners: Map<string, LedgerOwner>, owner: string): LedgerOwner {
  const known = owners.get(owner);
  if (known !== undefined) return known;
  const fresh: LedgerOwner = { memory: { owner, labels: [] }, sampledUs: 0, series: new Map() };
  owners.set(owner, fresh);
  return fresh;
}
