import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { UNLESS_NEW_AFTER_START, since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

/** The value is since when it is open, in seconds since the epoch. */
export const valveOpenTooLong = {
  name: "ValveOpenTooLong",
  group: "water-fire-gas",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "1h", help: "how long it may be open" } },
  where: { labels: ["irrigation"] },
  expr: `${since('domain="valve"<<where>>', "<= time() - <<longerThan:seconds>>", `${nowOrLastKnown('ha_enum_state{domain="valve",state="closed"}')} == 0`)}
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has been open since ${localTimeOrDay("$value")}`,
  whatToDo: "Close it, and look whether the automation that should have closed it ran.",
  meaning:
    "A valve has not been closed for `longerThan`. It is about valves with the Home Assistant label `irrigation`, unless `where` says otherwise, because a main valve is always open.",
  cause: "Somebody opened it by hand and forgot it, an automation was interrupted, or the valve is stuck.",
} satisfies Alert;
