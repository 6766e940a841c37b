import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD } from "../../parts/bridging.ts";
import { since } from "../../parts/since.ts";
import { localTime, nameAndArea } from "../../parts/summary.ts";
import { hasRunFor } from "../../parts/window.ts";

const movedNearIt = `max by (instance, area) (
  max_over_time(ha_on{domain="binary_sensor",device_class=~"motion|occupancy|presence",area!=""}[<<stillFor>>])
) == 1`;

/** The value is since when it is on, in seconds since the epoch. It looks at motion only, so an area without sensors is always still. */
export const lightForgotten = {
  name: "LightForgotten",
  group: "lights-and-covers",
  severity: "info",
  onByDefault: false,
  parameters: {
    longerThan: { kind: "duration", default: "3h", help: "how long it may be on within the night" },
    stillFor: { kind: "duration", default: "1h", help: "how long nothing may have moved in its area" },
  },
  expr: `${since('domain="light",category=""<<where>>', "<= time() - <<longerThan:seconds>>")}
and on (instance) ${hasRunFor("night", "<<longerThan:seconds>>")}
unless on (instance, area) (${movedNearIt})
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])<<scope>>`,
  summary: `${nameAndArea} has been on since ${localTime("$value")} and seems forgotten`,
  whatToDo: "Switch it off. If it may burn at night, give it the label alerts_off in Home Assistant.",
  meaning:
    "A light has been on for `longerThan` inside the bridge's window `night`, and no motion, occupancy or presence sensor of its area has seen anybody for `stillFor`. In an area without such a sensor, and for a light without an area, the time alone counts. It ends when the light is off, somebody moves or the night is over; then LightsOnAllNight takes over. Groups of lights are left out, and so are lights that belong to the settings of a device.",
  cause: "Somebody went to bed and forgot it.",
} satisfies Alert;
