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

/** For so long the last charge of a device that is away counts, because a battery that died is not there any more. */
export const BATTERY_KNOWN = "7d";

/** The series alive now; of an entity that has none, the last one known. Per entity, so a moved light counts once. */
export function nowOrLastKnown(selector: string, window: Window = BRIDGED): string {
  return `(
  ${selector}
  or on (instance, entity_id) ${lastKnown(selector, window)}
)`;
}

/**
 * The series that ended within a window, without those that ended before another one with the same `by`: a light that was
 * moved to another area and then fell silent is in its new area and as it was there. One that was moved out of what an
 * alert is about is not in it any more.
 *
 * `last_over_time` knows no times, so the last sample of each series is looked for in steps. A series that no step saw is
 * not left out: it may be the newest, or the only one of an entity that was there for some seconds.
 */
export function lastKnown(selector: string, window: Window = BRIDGED, by = "instance, entity_id"): string {
  const lastAt = (series: string) => `max_over_time(timestamp(${series})[${LOOKED_FOR[window]}])`;
  return `(
    last_over_time(${selector}[${window}])
    unless ignoring ()
      ${lastAt(selector)}
      < on (${by}) group_left () max by (${by}) (${lastAt(selector.replace(/<<where>>|<<areas>>/, ""))})
  )`;
}

export type Window = keyof typeof LOOKED_FOR;

/**
 * A step longer than the window, as the last step before a sample may be before the window. What is remembered for long is
 * looked for in coarser steps, which are enough for what was where it was for longer than that.
 */
const LOOKED_FOR = { [BRIDGED]: "16m:1m", [BRIDGED_GUARD]: "21m:1m", [LAST_WORD]: "1445m:5m", [BATTERY_KNOWN]: "169h:1h" } as const;

/**
 * The same of a measurement: the value now, of a sensor that is away for a moment the last one. One per entity,
 * with the labels that people are told.
 */
export function nowOrLastMeasured(selector: string, window: Window = BRIDGED): string {
  return `max by (instance, entity_id, area, floor) ${nowOrLastKnown(selector, window)}`;
}
