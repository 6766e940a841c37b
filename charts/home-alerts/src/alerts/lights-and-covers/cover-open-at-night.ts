import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { since, UNLESS_NEW_AFTER_START } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";
import { hasRunFor } from "../../parts/window.ts";

/** When the house has a window for the dark hours, that says when to close; else the night does. */
const darkOrNight = `(
${hasRunFor("dark", "<<longerThan:seconds>>")}
or on (instance) (
${hasRunFor("night", "<<longerThan:seconds>>")}
unless on (instance) last_over_time(ha_window_active{window="dark"}[${BRIDGED_GUARD}])
)
)`;

/** The value is since when it is open, in seconds since the epoch. */
export const coverOpenAtNight = {
  name: "CoverOpenAtNight",
  group: "lights-and-covers",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "15m", help: "how long it may be open when it is dark" } },
  where: { deviceClasses: ["blind", "shutter", "awning"] },
  expr: `${since('domain="cover"<<where>>', "<= time() - <<longerThan:seconds>>", `${nowOrLastKnown('ha_enum_state{domain="cover",state="closed"}')} == 0`)}
and on (instance) ${darkOrNight}
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} is still open, since ${localTimeOrDay("$value")}`,
  whatToDo: "Close it; an awning belongs in when nobody looks after it. If it may stay open, give it the label alerts_off in Home Assistant.",
  meaning:
    "A blind, shutter or awning has not been closed `longerThan` after it got dark, or for so long after it was opened in the dark. Dark is the bridge's window `dark` in a house that has one, else `night`. Groups of covers are left out.",
  cause: "Somebody forgot it, the automation that closes it did not run, or it is stuck.",
} satisfies Alert;
