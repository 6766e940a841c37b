import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { UNLESS_JUST_STARTED } from "../../parts/since.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** Not by `ha_on_since_seconds`: that is since it left its dock. */
export const vacuumStuck = {
  name: "VacuumStuck",
  group: "energy",
  severity: "info",
  onByDefault: false,
  parameters: {},
  for: "5m",
  expr: `max by (instance, entity_id, area, floor) ${nowOrLastKnown('ha_enum_state{domain=~"vacuum|lawn_mower",state="error"<<where>>}')} == 1${UNLESS_JUST_STARTED}<<scope>>`,
  summary: `${nameAndArea} is stuck or has another error`,
  whatToDo: "Free it and start it again; its app says what is wrong.",
  meaning: "A vacuum or a lawn mower has been in the state error for 5 minutes.",
  cause: "A cable, a sock, a full bin, or a battery that did not last.",
} satisfies Alert;
