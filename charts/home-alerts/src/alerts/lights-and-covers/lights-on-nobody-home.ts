import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD } from "../../parts/bridging.ts";
import { NOBODY_HOME_SINCE } from "../../parts/presence.ts";
import { UNLESS_NEW_AFTER_START, since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

/** The value is since when it is on, in seconds since the epoch. */
export const lightsOnNobodyHome = {
  name: "LightsOnNobodyHome",
  group: "lights-and-covers",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "15m", help: "how long it may be on in an empty house" } },
  expr: `${since('domain="light",category=""<<where>>', "<= time() - <<longerThan:seconds>>")}
and on (instance) ${NOBODY_HOME_SINCE} <= time() - <<longerThan:seconds>>
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has been on since ${localTimeOrDay("$value")}, and nobody is home`,
  whatToDo: "Switch it off. If it may burn while nobody is there, give it the label alerts_off in Home Assistant.",
  meaning:
    "A light has been on for `longerThan`, and for as long no person of Home Assistant has been home. A person whose phone is off counts as where they were last, for a day. A house without persons never fires. Groups of lights are left out, and so are lights that belong to the settings of a device.",
  cause: "Somebody left it on, or an automation switched it on in an empty house.",
} satisfies Alert;
