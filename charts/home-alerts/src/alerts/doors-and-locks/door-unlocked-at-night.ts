import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { UNLESS_NEW_AFTER_START, since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";
import { hasRunFor } from "../../parts/window.ts";

/** The value is since when it is not locked, in seconds since the epoch. */
export const doorUnlockedAtNight = {
  name: "DoorUnlockedAtNight",
  group: "doors-and-locks",
  severity: "warning",
  onByDefault: true,
  parameters: { longerThan: { kind: "duration", default: "10m", help: "how long it may be unlocked within the night" } },
  expr: `${since('domain="lock"<<where>>', "<= time() - <<longerThan:seconds>>", `${nowOrLastKnown('ha_enum_state{domain="lock",state="locked"}')} == 0`)}
and on (instance) ${hasRunFor("night", "<<longerThan:seconds>>")}
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has not been locked since ${localTimeOrDay("$value")}, and it is night`,
  whatToDo: "Lock it. If it may stay unlocked at night, give it the label alerts_off in Home Assistant.",
  meaning:
    "A lock has not been locked for `longerThan` within the bridge's window `night`. Unlocked, open, jammed and moving locks are all not locked. Groups of locks are left out.",
  cause: "Somebody forgot to lock it, the automation that does it did not run, or the lock does not reach its end.",
} satisfies Alert;
