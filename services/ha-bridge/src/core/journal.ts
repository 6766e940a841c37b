import type { SentJournal } from "./emitter.ts";
import type { HouseMemory, LedgerSection, OwnerMemory } from "./ledger.ts";
import type { Stretch } from "./refill/stretch.ts";
import type { Series } from "./series.ts";

/** Gathers what the next ledger section says, between two flushes. */
export interface Journal extends SentJournal {
  defined(series: Series, owner: string): void;
  /** The owner's memory changed; it is described when the section is taken. */
  touched(owner: string): void;
  dropped(owner: string): void;
  /** The change of that microsecond was sampled. `mark`: any live series of the entity, which names it in few bytes. */
  sampled(mark: Series, us: number): void;
  house(memory: HouseMemory): void;
  /** A gap that has to be refilled, or what is left of one; and one that is refilled. */
  opened(stretch: Stretch): void;
  closed(stretch: Stretch): void;
  /** The section since the last one, and an empty journal. */
  take(describe: (owner: string) => OwnerMemory | undefined): LedgerSection;
}

export function createJournal(): Journal {
  let series: LedgerSection["series"][number][] = [];
  let sent: number[] = [];
  let ended: number[] = [];
  let sampled: number[] = [];
  let touched = new Set<string>();
  let dropped = new Set<string>();
  let baseMs = 0;
  let house: HouseMemory | undefined;
  let stretches = new Map<number, Stretch>();
  let refilled: number[] = [];
  return {
    defined(one, owner) {
      series.push([one.id, owner, one.family.name, one.member ?? null]);
      dropped.delete(owner);
    },
    sent(one, atMs) {
      if (one.id === 0) return;
      if (sent.length === 0) baseMs = atMs;
      sent.push(one.id, atMs - baseMs);
    },
    ended(one) {
      ended.push(one.id);
    },
    touched(owner) {
      touched.add(owner);
      dropped.delete(owner);
    },
    dropped(owner) {
      dropped.add(owner);
      touched.delete(owner);
    },
    sampled(mark, us) {
      sampled.push(mark.id, us);
    },
    house(memory) {
      house = memory;
    },
    opened(stretch) {
      stretches.set(stretch.id, stretch);
    },
    closed({ id }) {
      stretches.delete(id);
      refilled.push(id);
    },
    take(describe) {
      const owners = [...touched].map(describe).filter((memory) => memory !== undefined);
      const gaps = { ...(stretches.size > 0 && { stretches: [...stretches.values()] }), ...(refilled.length > 0 && { refilled }) };
      const section: LedgerSection = { baseMs, series, sent, ended, owners, dropped: [...dropped], sampled, ...gaps, ...(house && { house }) };
      series = [];
      sent = [];
      ended = [];
      sampled = [];
      touched = new Set();
      dropped = new Set();
      house = undefined;
      stretches = new Map();
      refilled = [];
      return section;
    },
  };
}
