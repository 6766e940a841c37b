/**
 * While an entity is `unavailable`, Home Assistant restarts or the bridge is away, its series are absent.
 * For this long a rule takes the last known value, so that a flap does not resolve an alert and fire it again.
 * (`keep_firing_for` would do that too, but would also hold the alert after the light was switched off.)
 */
export const BRIDGED = "15m";

/**
 * Series that leave an entity out are repeated once a minute at times of their own, so their last sample can be
 * older than that of the state they guard. They are remembered longer than it, else a light that is left out
 * would fire for a minute at the end of every outage.
 */
export const BRIDGED_GUARD = "20m";

/**
 * Of life safety: what a sensor said last counts for a day after it fell silent. It may have drowned or burnt, its battery
 * may have died, or Home Assistant went down with it.
 */
export const LAST_WORD = "1d";

/** The series alive now; of an entity that has none, the last one known. Per entity, so a moved light counts once. */
export function nowOrLastKnown(selector: string, window = BRIDGED): string {
  return `(
  ${selector}
  or on (instance, entity_id) last_over_time(${selector}[${window}])
)`;
}

/**
 * The same of a measurement: the value now, of a sensor that is away for a moment the last one. One per entity,
 * with the labels that people are told.
 */
export function nowOrLastMeasured(selector: string, window = BRIDGED): string {
  return `max by (instance, entity_id, area, floor) ${nowOrLastKnown(selector, window)}`;
}
