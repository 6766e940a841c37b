import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";
import { ALERTS_OFF } from "../../render/fill-in.ts";

const works = `max by (instance, entity_id, area, floor) (
  ${nowOrLastKnown('ha_climate_hvac_action{domain="climate",area!="",state=~"cooling|heating|preheating"<<where>>}')} == 1
)`;

const openSince = `min by (instance, area) (
${since('domain="binary_sensor",device_class=~"door|window",area!=""', "<= time() - <<longerThan:seconds>>")}
unless on (instance, entity_id) last_over_time(ha_entity_label{label="${ALERTS_OFF}"}[${BRIDGED_GUARD}])
)`;

/** The value is since when the window is open, in seconds since the epoch. */
export const heatingWindowOpen = {
  name: "HeatingWindowOpen",
  group: "climate",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "10m", help: "how long a window or door may be open" } },
  // Thermostats pause for some minutes.
  keepFiringFor: "15m",
  expr: `0 * ${works}
+ on (instance, area) group_left () ${openSince}<<scope>>`,
  summary: `${nameAndArea} heats or cools, and a window or door has been open there since ${localTimeOrDay("$value")}`,
  whatToDo: "Close the window or turn the thermostat off. A door that may stand open can get the label alerts_off in Home Assistant.",
  meaning:
    "A thermostat heats or cools while a window or door of its area has been open for `longerThan`. Doors and windows with the label `alerts_off` do not count. It goes on for `keepFiringFor` after either has ended.",
  cause: "Somebody forgot the window, or the thermostat does not know of it.",
} satisfies Alert;
