import type { Alert } from "../../alert.ts";
import { UNLESS_NEW_AFTER_START, since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

/** The value is since when it is open, in seconds since the epoch. */
export const doorLeftOpen = {
  name: "DoorLeftOpen",
  group: "doors-and-locks",
  severity: "warning",
  onByDefault: true,
  parameters: { longerThan: { kind: "duration", default: "15m", help: "how long it may be open" } },
  where: { deviceClasses: ["door", "garage_door"] },
  expr: `${since('domain="binary_sensor"<<where>>', "<= time() - <<longerThan:seconds>>")}${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has been open since ${localTimeOrDay("$value")}`,
  whatToDo: "Close it. If it may stand open, give it the label alerts_off in Home Assistant, or allow it a longer time.",
  meaning:
    "A door or garage door has been open for longer than `longerThan`. It ends when the door is closed. Restarts of Home Assistant and gaps of the bridge do not start the time anew.",
  cause: "Somebody forgot to close it, it did not latch, or the contact of its sensor has moved.",
} satisfies Alert;
