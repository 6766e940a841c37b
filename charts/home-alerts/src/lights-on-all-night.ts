import type { Alert } from "./alert.ts";
import { BRIDGED, BRIDGED_GUARD, nowOrLastKnown } from "./bridging.ts";
import { localTime, nameAndArea } from "./summary-parts.ts";

/**
 * On now, and on since before the last night began: from the end of that night until the light is off or the
 * next night begins. The value is since when it has been on, in seconds since the epoch.
 *
 * `ha_on_since_seconds` outlives restarts, flaps and gaps, so no range over the night is looked at: the rule is
 * right however long the night is and however much of it is missing in the store.
 *
 * Start and end of the window switch together when the next night begins, but a store may show one before the
 * other. A start after its end belongs to two different nights and is no night at all; a running night has an
 * end in the future.
 */
export const lightsOnAllNight = {
  name: "LightsOnAllNight",
  group: "lights-at-night",
  severity: "info",
  expr: `max by (instance, entity_id, area, floor) ${nowOrLastKnown('ha_on_since_seconds{domain="light"}')}
<= on (instance) group_left () (
  max by (instance) (last_over_time(ha_window_start_seconds{window="night"}[${BRIDGED}]))
  < (max by (instance) (last_over_time(ha_window_end_seconds{window="night"}[${BRIDGED}])) <= time())
)
and on (instance, entity_id) ${nowOrLastKnown('ha_on{domain="light"}')} == 1
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])
unless on (instance, entity_id) last_over_time(ha_entity_label{label="alerts_off"}[${BRIDGED_GUARD}])`,
  summary: `${nameAndArea} has been on since ${localTime("$value")}`,
  whatToDo: "Switch it off. If it may burn all night, give it the label alerts_off in Home Assistant.",
} satisfies Alert;
