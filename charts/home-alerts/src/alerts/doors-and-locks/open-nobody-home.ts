import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD } from "../../parts/bridging.ts";
import { NOBODY_HOME_SINCE } from "../../parts/presence.ts";
import { UNLESS_NEW_AFTER_START, since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

/** The value is since when it is open, in seconds since the epoch. */
export const openNobodyHome = {
  name: "OpenNobodyHome",
  group: "doors-and-locks",
  severity: "warning",
  onByDefault: true,
  parameters: { longerThan: { kind: "duration", default: "10m", help: "how long it may be open in an empty house" } },
  where: { deviceClasses: ["door", "garage_door", "window"] },
  expr: `${since('domain="binary_sensor"<<where>>', "<= time() - <<longerThan:seconds>>")}
and on (instance) ${NOBODY_HOME_SINCE} <= time() - <<longerThan:seconds>>
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has been open since ${localTimeOrDay("$value")}, and nobody is home`,
  whatToDo: "Let somebody close it. If it may stand open while nobody is there, give it the label alerts_off in Home Assistant.",
  meaning:
    "A door, garage door or window has been open for `longerThan`, and for as long no person of Home Assistant has been home. A person whose phone is off counts as where they were last, for a day. A house without persons never fires. Groups are left out.",
  cause: "Somebody left it open, it did not latch, or somebody has opened it who is not a person of Home Assistant.",
} satisfies Alert;
