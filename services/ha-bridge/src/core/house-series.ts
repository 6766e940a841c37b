import { families, familyByName } from "./catalogue.ts";
import type { Emitter } from "./emitter.ts";
import { houseLabels } from "./entity-labels.ts";
import type { AreaRole, ExportedEntity } from "./exported-entity.ts";
import type { Family } from "./family.ts";
import type { Journal } from "./journal.ts";
import type { LedgerState } from "./ledger.ts";
import { utcOffsetSeconds } from "./local-time.ts";
import type { Registries } from "./registries.ts";
import type { OwnedSeries } from "./remember.ts";
import { isEntityOwner, isHealthOwner } from "./remember.ts";
import type { EncodeLabels, LabelPairs } from "./series.ts";
import { createSeriesByOwner } from "./series-by-owner.ts";
import type { SeriesFactory } from "./series-factory.ts";
import type { Place, WindowNow, WindowRule } from "./windows.ts";
import { windowAt } from "./windows.ts";

/** An entity that makes a window is looked at so often. */
const ENTITY_EVERY_MS = 1_000;

export interface HouseStatus {
  readonly up: boolean;
  readonly running: boolean;
  readonly startedMs: number | undefined;
}

/** The series that belong to no entity: they go on, by our own clock, while Home Assistant is away. */
export interface HouseSeries {
  status(status: HouseStatus, nowMs: number): void;
  place(place: Place, nowMs: number): void;
  areas(registries: Registries, nowMs: number): void;
  /** Writes what changed by the clock alone; returns when it wants to be called again. */
  advance(entities: ReadonlyMap<string, ExportedEntity>, nowMs: number): number;
  repeat(entities: ReadonlyMap<string, ExportedEntity>, nowMs: number): void;
  /** Which entities stand for their area's temperature or humidity. */
  readonly areaRoles: ReadonlyMap<string, readonly AreaRole[]>;
  owned(): OwnedSeries[];
}

export interface HouseSeriesOptions {
  readonly emitter: Emitter;
  readonly factory: SeriesFactory;
  readonly journal: Journal;
  readonly encode: EncodeLabels;
  readonly instance: string;
  readonly windows: ReadonlyMap<string, WindowRule>;
  readonly remembered: LedgerState;
}

export function createHouseSeries(options: HouseSeriesOptions): HouseSeries {
  const { emitter, journal, encode, instance, remembered } = options;
  // The series of an area's own sensors are made anew by their entities.
  for (const owner of remembered.owners.keys()) if (isAreaOwner(owner)) journal.dropped(owner);
  const isOurs = (owner: string) => !isEntityOwner(owner) && !isAreaOwner(owner) && !isHealthOwner(owner);
  const store = createSeriesByOwner({ ...options, isOurs });
  const { own, set } = store;
  const house = own("house", houseLabels(instance));
  let place: Place | undefined;
  let areaRoles = new Map<string, AreaRole[]>();
  const running = new Map<string, WindowNow>();

  return {
    status({ up, running: isRunning, startedMs }, nowMs) {
      emitter.nowMs = nowMs;
      set(house, families.up, up ? 1 : 0, nowMs);
      set(house, families.running, isRunning ? 1 : 0, nowMs);
      if (startedMs !== undefined) set(house, families.startedSeconds, startedMs / 1000, nowMs);
    },
    place(next, nowMs) {
      emitter.nowMs = nowMs;
      place = next;
      set(house, families.utcOffsetSeconds, utcOffsetSeconds(next.timeZone, nowMs), nowMs);
    },
    areas(registries, nowMs) {
      emitter.nowMs = nowMs;
      const wanted = new Set<string>();
      areaRoles = new Map();
      for (const area of registries.areas.values()) {
        const floor = area.floorId === undefined ? undefined : registries.floors.get(area.floorId);
        const labels: LabelPairs = [...houseLabels(instance), ["area", area.id], ...(floor ? [["floor", floor.id] as const] : [])];
        const info = own(
          `area-info:${area.id}`,
          [...labels, ["area_name", area.name], ...(floor ? [["floor_name", floor.name] as const] : [])],
          nowMs,
        );
        wanted.add(info.owner);
        set(info, families.areaInfo, 1, nowMs);
        const role = { owner: `area:${area.id}`, attributes: encode(labels), labelsKey: JSON.stringify(labels) };
        addRole(area.temperatureEntityId, { ...role, family: families.areaTemperatureCelsius, from: quantity("ha_temperature_celsius") });
        addRole(area.humidityEntityId, { ...role, family: families.areaHumidityPercent, from: quantity("ha_humidity_percent") });
      }
      for (const owned of store.owners.values()) {
        if (owned.owner.startsWith("area-info:") && !wanted.has(owned.owner)) store.end(owned, () => nowMs);
      }
    },
    advance(entities, nowMs) {
      emitter.nowMs = nowMs;
      let againAtMs = nowMs + 3_600_000;
      if (place === undefined) return againAtMs;
      set(house, families.utcOffsetSeconds, utcOffsetSeconds(place.timeZone, nowMs), nowMs);
      for (const [name, rule] of options.windows) {
        const now = windowNow(rule, place, entities, running.get(name), nowMs);
        const before = running.get(name);
        if (now === undefined) {
          // Its entity is not there yet, as at the start: it may come at any moment.
          if (rule.kind === "entity") againAtMs = Math.min(againAtMs, nowMs + ENTITY_EVERY_MS);
          continue;
        }
        // A change that lies behind us by a timer's delay gets its own instant.
        const changed = before === undefined || before.active !== now.active || before.startMs !== now.startMs || before.endMs !== now.endMs;
        if (changed) exportWindow(name, now, before === undefined ? nowMs : changeInstant(now, before, nowMs));
        running.set(name, now);
        againAtMs = Math.min(againAtMs, now.changesAtMs);
      }
      return Math.max(againAtMs, nowMs + 1);
    },
    repeat(entities, nowMs) {
      this.advance(entities, nowMs);
      store.repeat(nowMs);
    },
    get areaRoles() {
      return areaRoles;
    },
    owned: store.owned,
  };

  function exportWindow(name: string, now: WindowNow, atMs: number): void {
    const owned = own(`window:${name}`, [...houseLabels(instance), ["window", name]]);
    set(owned, families.windowActive, now.active ? 1 : 0, atMs);
    set(owned, families.windowStartSeconds, now.startMs / 1000, atMs);
    if (Number.isFinite(now.endMs)) set(owned, families.windowEndSeconds, now.endMs / 1000, atMs);
  }

  function addRole(entityId: string | undefined, role: AreaRole): void {
    if (entityId !== undefined) areaRoles.set(entityId, [...(areaRoles.get(entityId) ?? []), role]);
  }
}

function isAreaOwner(owner: string): boolean {
  return owner.startsWith("area:");
}

function quantity(name: string): Family {
  const family = familyByName.get(name);
  if (family === undefined) throw new Error(`no family ${name} in the catalogue`);
  return family;
}

function changeInstant(now: WindowNow, before: WindowNow, nowMs: number): number {
  const edge = now.active === before.active || now.active ? now.startMs : now.endMs;
  return edge <= nowMs && edge > nowMs - 60_000 ? edge : nowMs;
}

/** A window that a helper of Home Assistant opens and closes has its edges where the helper changed. */
function windowNow(
  rule: WindowRule,
  place: Place,
  entities: ReadonlyMap<string, ExportedEntity>,
  before: WindowNow | undefined,
  nowMs: number,
): WindowNow | undefined {
  if (rule.kind === "times") return windowAt(rule.start, rule.end, place, nowMs);
  const record = entities.get(rule.entityId);
  if (record?.present !== true || (record.entity.state !== "on" && record.entity.state !== "off")) return before;
  const changedMs = Math.floor(record.entity.lastChangedUs / 1000);
  const changesAtMs = nowMs + ENTITY_EVERY_MS;
  if (record.entity.state === "on") {
    const startMs = record.since?.sinceUs === undefined ? changedMs : Math.floor(record.since.sinceUs / 1000);
    const next = record.entity.attributes["next_event"];
    const nextMs = typeof next === "string" ? Date.parse(next) : Number.NaN;
    return { active: true, startMs, endMs: Number.isNaN(nextMs) ? Number.NaN : nextMs, changesAtMs };
  }
  if (before === undefined) return { active: false, startMs: changedMs, endMs: changedMs, changesAtMs };
  return before.active ? { ...before, active: false, endMs: changedMs, changesAtMs } : { ...before, changesAtMs };
}
