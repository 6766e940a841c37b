import { families } from "./catalogue.ts";
import type { Emitter } from "./emitter.ts";
import { houseLabels, labelText } from "./entity-labels.ts";
import type { Family } from "./family.ts";
import { type ConfigEntry, configEntryStates, type HealthFact, type HealthTopic, healthTopics, lastBackupMs, openIssues } from "./health.ts";
import { createLogSeries } from "./log-series.ts";
import type { OwnedSeries } from "./remember.ts";
import { isHealthOwner } from "./remember.ts";
import type { LabelPairs, Series } from "./series.ts";
import { createSeriesByOwner, type Owned, type SeriesByOwnerOptions } from "./series-by-owner.ts";
import { emptySet, setMembers, type SetMemory } from "./set-members.ts";

/**
 * The series of Home Assistant's own state: config entries, repairs, recorder, backups. Like the series of entities
 * they are repeated only as of an instant up to which the house is known, and end when Home Assistant is down.
 */
export interface HealthSeries {
  told(fact: HealthFact, nowMs: number): void;
  /** Nothing can be said about this any more. */
  unreadable(topic: HealthTopic, nowMs: number): void;
  /** The connection is lost: what is told next comes after a gap. */
  lost(): void;
  /** Home Assistant is down. */
  down(endMs: number, nowMs: number): void;
  repeat(settledMs: number, nowMs: number): void;
  owned(): OwnedSeries[];
}

export interface HealthSeriesOptions extends Omit<SeriesByOwnerOptions, "isOurs"> {
  readonly emitter: Emitter;
  readonly instance: string;
  /** Not everything that was logged could be counted. */
  logMayLack(): void;
}

/** When a series of a topic that is gone has ended. */
type EndOf = (series: Series) => number;

export function createHealthSeries(options: HealthSeriesOptions): HealthSeries {
  const { emitter, instance } = options;
  const store = createSeriesByOwner({ ...options, isOurs: isHealthOwner });
  const states = new Map<string, { state: string | undefined; set: SetMemory }>();
  const log = createLogSeries(store, instance);
  let backupMs: number | undefined;
  const afterGap = new Set<HealthTopic>(healthTopics);

  return {
    told(fact, nowMs) {
      emitter.nowMs = nowMs;
      const endOf = endsAt(fact.topic, nowMs);
      afterGap.delete(fact.topic);
      switch (fact.topic) {
        case "config entries":
          return exportEntries(fact.entries, nowMs, endOf);
        case "repairs":
          return settle(topicOwner(fact.topic), families.repairIssues, openIssues(fact.issues), nowMs, endOf);
        case "recorder":
          return settle(topicOwner(fact.topic), families.recorderBacklog, new Map([[undefined, fact.backlog]]), nowMs, endOf);
        case "backups": {
          backupMs = lastBackupMs(fact.backups, backupMs);
          const values = new Map(backupMs === undefined ? [] : [[undefined, backupMs / 1000]]);
          return settle(topicOwner(fact.topic), families.backupLastSuccessSeconds, values, nowMs, endOf);
        }
        case "log":
          if (log.told(fact.entries, nowMs).mayLack) options.logMayLack();
          return;
        case "set-up times":
          return settle(topicOwner(fact.topic), families.integrationSetupSeconds, fact.seconds, nowMs, endOf);
      }
    },
    unreadable(topic, nowMs) {
      emitter.nowMs = nowMs;
      const endOf = endsAt(topic, nowMs);
      for (const owned of store.owners.values()) if (topicOf(owned.owner) === topic) store.end(owned, endOf);
      if (topic === "config entries") for (const known of states.values()) known.state = undefined;
    },
    lost() {
      for (const topic of healthTopics) afterGap.add(topic);
    },
    down(endMs, nowMs) {
      emitter.nowMs = nowMs;
      for (const owned of store.owners.values()) store.end(owned, () => endMs);
      log.down();
      for (const known of states.values()) known.state = undefined;
    },
    repeat(settledMs, nowMs) {
      emitter.nowMs = nowMs;
      store.repeat(settledMs);
    },
    owned: store.owned,
  };

  /** What went while we were away ends right after its last sample, since nobody knows when; else now. */
  function endsAt(topic: HealthTopic, nowMs: number): EndOf {
    return afterGap.has(topic) ? ({ sentMs }) => sentMs + 1 : () => nowMs;
  }

  function topicOwner(topic: HealthTopic): Owned {
    return store.own(`health:${topic}`, houseLabels(instance));
  }

  /** Gives the family these members and no others. */
  function settle(owned: Owned, family: Family, values: ReadonlyMap<string | undefined, number>, atMs: number, endOf: EndOf): void {
    for (const [member, value] of values) store.set(owned, family, value, atMs, member);
    for (const series of owned.series.values()) if (!values.has(series.member)) store.endSeries(owned, series, endOf(series));
  }

  function exportEntries(entries: ReadonlyMap<string, ConfigEntry>, atMs: number, endOf: EndOf): void {
    for (const owned of store.owners.values()) {
      const id = entryOf(owned.owner);
      if (id !== undefined && !entries.has(id)) store.end(owned, endOf);
    }
    for (const id of states.keys()) if (!entries.has(id)) states.delete(id);
    for (const entry of entries.values()) {
      const labels: LabelPairs = [...houseLabels(instance), ["entry_id", entry.id], ["integration", entry.integration]];
      exportState(store.own(`config-entry:${entry.id}`, labels, atMs), entry, atMs);
      const title = labelText(entry.title);
      const info = store.own(`config-entry-info:${entry.id}`, title === undefined ? labels : [...labels, ["title", title]], atMs);
      store.set(info, families.configEntryInfo, 1, atMs);
    }
  }

  /** A closed set like those of entities: a change is one sample on every member. */
  function exportState(owned: Owned, { id, state }: ConfigEntry, atMs: number): void {
    const known = states.get(id) ?? { state: undefined, set: rememberedSet(owned) };
    if (known.state === state) return;
    const set = setMembers(known.set, state, configEntryStates);
    states.set(id, { state, set });
    for (const member of set.members) store.send(owned, families.configEntryState, member === state ? 1 : 0, atMs, member);
    for (const series of owned.series.values()) if (!set.members.includes(series.member ?? "")) store.endSeries(owned, series, atMs);
  }
}

/** After a restart of the bridge the members that are live stay so. */
function rememberedSet({ series }: Owned): SetMemory {
  return { ...emptySet, seen: [...series.values()].flatMap(({ member }) => (member === undefined ? [] : [member])) };
}

function entryOf(owner: string): string | undefined {
  return /^config-entry(?:-info)?:(.*)$/.exec(owner)?.[1];
}

function topicOf(owner: string): HealthTopic | undefined {
  return entryOf(owner) === undefined ? healthTopics.find((topic) => owner.split(":")[1] === topic) : "config entries";
}
