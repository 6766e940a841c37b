import type { EntityState } from "../entity.ts";
import type { Family } from "../family.ts";

/**
 * How the entities of one domain become series. `observe` is called for every change of an entity whose state
 * is neither `unavailable` nor `unknown`; it is on the hot path, so it builds no objects that it does not need,
 * and it calls `out` in the same order for entities of the same shape.
 */
export interface DomainMapping {
  readonly domain: string;
  /** The closed list of states of the domain, where it has one. */
  readonly states?: readonly string[];
  /** States in which nothing is going on; every other one has `ha_on_since_seconds`. Absent: the domain has none. */
  readonly atRest?: readonly string[];
  /** Families of this domain alone; the shared ones stand in entity-families.ts and quantities.ts. */
  readonly families: readonly Family[];
  observe(entity: EntityState, facts: HouseFacts, out: Observations): void;
}

/** What a mapping may report of one entity at one instant. Values that are not finite are ignored by `out`. */
export interface Observations {
  /** One series of the family. */
  value(family: Family, value: number): void;
  /** One series of the family with a label of its own, for example `ha_value{unit}`. */
  labelled(family: Family, label: string, value: number): void;
  /**
   * A closed set as 0/1 series, one for each possible state (`state` label). `possible` is `options` or the
   * domain's list; what was seen besides is added by the caller, which also bounds the number of members.
   */
  set(family: Family, state: string, possible: readonly string[]): void;
  /** What this series shows is not known yet: if it is live from an earlier life it stays as it is. */
  later(family: Family): void;
  /** The entity has no value series (text) or its changes count in themselves (events). */
  changes(): void;
}

/** What mappings need to know of the house beside the entity itself. */
export interface HouseFacts {
  /** IANA name, for dates without a time. */
  readonly timeZone: string;
  /** Of the house's unit system. Older versions of Home Assistant do not say it beside climate's temperatures. */
  readonly temperatureUnit: "°C" | "°F";
  /** Names of the zones: the possible states of people and trackers, besides home and not_home. */
  readonly zoneNames: readonly string[];
  /** Coordinates of people and trackers are exported. */
  readonly location: boolean;
  /** The next 24 h of a weather entity's forecast, by entity id. */
  readonly forecasts: ReadonlyMap<string, Forecast>;
}

/** In the units that the weather entity's own `*_unit` attributes name. */
export interface Forecast {
  readonly temperatureMin?: number;
  readonly temperatureMax?: number;
  readonly precipitation?: number;
}
