import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { UNLESS_NEW_AFTER_START } from "../../parts/since.ts";
import { nameAndArea } from "../../parts/summary.ts";

export const lockJammed = {
  name: "LockJammed",
  group: "doors-and-locks",
  severity: "warning",
  onByDefault: true,
  parameters: {},
  // Some locks say so for a moment and then try again.
  for: "1m",
  expr: `max by (instance, entity_id, area, floor) ${nowOrLastKnown('ha_enum_state{domain="lock",state="jammed"<<where>>}')} == 1${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} is jammed`,
  whatToDo: "Look whether the door is shut, lock it by hand, and try again. When it happens often, let its strike plate be adjusted.",
  meaning: "A lock has been jammed for longer than `for`: it tried to move its bolt and could not.",
  cause: "The door is not quite shut, the bolt meets the frame, or the battery is too weak to turn it.",
} satisfies Alert;
