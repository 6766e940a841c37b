import type { Alert } from "../../alert.ts";
import { BRIDGED, BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { localTime, nameAndArea } from "../../parts/summary.ts";

/** Instances with a night that is over, and when that night began. A running night has an end in the future. */
const lastNight = `max by (instance) (last_over_time(ha_window_start_seconds{window="night"}[${BRIDGED}]))
  < on (instance) (max by (instance) (last_over_time(ha_window_end_seconds{window="night"}[${BRIDGED}])) <= time())`;

const onSince = `max by (instance, entity_id, area, floor) ${nowOrLastKnown('ha_on_since_seconds{domain="light"<<where>>}')}`;

const stillOn = `and on (instance, entity_id) ${nowOrLastKnown('ha_on{domain="light"}')} == 1
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])<<scope>>`;

/** A night as a label, its start: 1 for each instance. */
const nightAsLabel = (start: string) => `count_values by (instance) ("night", max by (instance) (${start}))`;
const START = 'ha_window_start_seconds{window="night"}';

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
 *
 * With a tolerance the minutes are counted in which the light was off during that night. Which night a minute
 * belongs to is a label, so however long nights are, those of the night before do not count.
 */
export const lightsOnAllNight = {
  name: "LightsOnAllNight",
  group: "lights-and-covers",
  severity: "info",
  onByDefault: true,
  parameters: {
    tolerance: {
      kind: "duration",
      default: "0m",
      help: "how much later than the night it may have been switched on, or how long it may have been off in between, and still count",
    },
  },
  expr: `${onSince}
<= on (instance) group_left () (
  ${lastNight}
)
${stillOn}`,
  exprWhen: {
    parameter: "tolerance",
    expr: `${onSince}
and on (instance) (
  ${lastNight}
)
unless on (instance, entity_id) (
  sum by (instance, entity_id) (
    sum_over_time((
      (ha_on{domain="light"} == bool 0)
      * on (instance) group_left (night) ${nightAsLabel(`${START} and on (instance) ha_window_active{window="night"} == 1`)}
    )[26h:1m])
    and on (instance, night) ${nightAsLabel(`last_over_time(${START}[${BRIDGED}])`)}
  ) * 60 > <<tolerance:seconds>>
)
unless on (instance, entity_id) (
  max by (instance, entity_id) ${nowOrLastKnown('ha_on_since_seconds{domain="light"}')}
  > on (instance) group_left () max by (instance) (last_over_time(ha_window_end_seconds{window="night"}[${BRIDGED}]))
)
${stillOn}`,
  },
  summary: `${nameAndArea} has been on since ${localTime("$value")}`,
  whatToDo: "Switch it off. If it may burn all night, give it the label alerts_off in Home Assistant.",
  meaning:
    "A light is on at the end of the bridge's window `night`, and has been on since before that night began. It ends when the light is off or the next night begins. Groups of lights are left out, as their members are told one by one. Restarts, gaps of the bridge and a light that is unavailable for a while change nothing; after 15 minutes of absence the alert ends.",
  cause: "Somebody forgot it, or an automation that should have switched it off did not run.",
} satisfies Alert;
