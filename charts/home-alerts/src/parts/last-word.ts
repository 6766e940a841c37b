import { ALERTS_OFF } from "../render/fill-in.ts";
import { BRIDGED, BRIDGED_GUARD, LAST_WORD, lastKnown, nowOrLastKnown } from "./bridging.ts";

/** On now, or in its last word. Two minutes are looked at, so that a sensor that was on between two evaluations is seen. */
export function lastWordIsOn(matchers: string): string {
  return `max by (instance, entity_id) (
  max_over_time(ha_on{${matchers}}[2m])
  or on (instance, entity_id) ${lastKnown(`ha_on{${matchers}}`, LAST_WORD)}
) == 1`;
}

/** Since when a sensor was on when it last was, in seconds since the epoch. */
export function lastOnSince(matchers: string): string {
  return `max by (instance, entity_id, area, floor) ${nowOrLastKnown(`ha_on_since_seconds{${matchers}}`, LAST_WORD)}`;
}

/**
 * A sensor that Home Assistant does not know any more has no last word: it was removed or renamed. While Home Assistant
 * is down nothing is known of any sensor; a label `alerts_off` counts on then.
 */
export function unlessRemovedOrOff(matchers: string): string {
  return `
unless on (instance, entity_id) (
  last_over_time(ha_entity_available{${matchers}}[${LAST_WORD}])
  unless on (instance, entity_id) last_over_time(ha_entity_available{${matchers}}[${BRIDGED_GUARD}])
  and on (instance) max by (instance) (min_over_time(ha_running[30m])) == 1
)
unless on (instance, entity_id) (
  last_over_time(ha_entity_label{${matchers},label="${ALERTS_OFF}"}[${LAST_WORD}])
  unless on (instance, entity_id) last_over_time(ha_entity_available{${matchers}}[${BRIDGED}])
)`;
}
