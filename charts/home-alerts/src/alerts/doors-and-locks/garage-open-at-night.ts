import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { UNLESS_NEW_AFTER_START, since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";
import { hasRunFor } from "../../parts/window.ts";

const isOpen = `(
  ${nowOrLastKnown('ha_enum_state{domain="cover",state="closed"}')} == 0
  or on (instance, entity_id) ${nowOrLastKnown('ha_on{domain="binary_sensor"}')} == 1
)`;

/** The value is since when it is open, in seconds since the epoch. */
export const garageOpenAtNight = {
  name: "GarageOpenAtNight",
  group: "doors-and-locks",
  severity: "warning",
  onByDefault: true,
  parameters: { longerThan: { kind: "duration", default: "10m", help: "how long it may be open within the night" } },
  where: { deviceClasses: ["garage", "gate", "garage_door"] },
  expr: `${since('domain=~"cover|binary_sensor"<<where>>', "<= time() - <<longerThan:seconds>>", isOpen)}
and on (instance) ${hasRunFor("night", "<<longerThan:seconds>>")}
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has been open since ${localTimeOrDay("$value")}, and it is night`,
  whatToDo: "Close it. If it may stand open at night, give it the label alerts_off in Home Assistant.",
  meaning:
    "A garage door or gate has been open for `longerThan` within the bridge's window `night`: a cover that is not closed, or a garage door sensor that is on. Groups are left out.",
  cause: "Somebody forgot to close it, something stood in its way, or its end switch does not see that it is closed.",
} satisfies Alert;
