/** A state as Home Assistant gives it, with the times as whole microseconds since the epoch. */
export interface EntityState {
  readonly entityId: string;
  readonly domain: string;
  readonly state: string;
  readonly attributes: Attributes;
  readonly lastChangedUs: EpochUs;
  readonly lastUpdatedUs: EpochUs;
}

/** Attributes are foreign JSON: whoever reads one checks its type. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Microseconds since the epoch; whole, and exact in a double until the year 2255. */
export type EpochUs = number;

export function domainOf(entityId: string): string {
  return entityId.slice(0, entityId.indexOf("."));
}

/** Home Assistant's own two words for "there is no state"; neither is a value. */
export function hasValue(state: string): boolean {
  return state !== "unavailable" && state !== "unknown";
}
