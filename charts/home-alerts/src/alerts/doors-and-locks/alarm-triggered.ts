import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

const triggered = 'ha_enum_state{domain="alarm_control_panel",state="triggered"<<where>>}';

/** Two minutes are looked at, so that a panel that was triggered between two evaluations is seen. A start of Home Assistant hides nothing. */
export const alarmTriggered = {
  name: "AlarmTriggered",
  group: "doors-and-locks",
  severity: "critical",
  onByDefault: true,
  parameters: {},
  keepFiringFor: "10m",
  expr: `max by (instance, entity_id, area, floor) (
  max_over_time(${triggered}[2m])
  or on (instance, entity_id) ${nowOrLastKnown(triggered)}
) == 1<<scope>>`,
  summary: `${nameAndArea} is triggered`,
  whatToDo: "Look what triggered it before you enter, call the police when in doubt, and disarm it when it is all right.",
  meaning:
    "A burglar alarm is triggered. It goes on for `keepFiringFor` after the panel is disarmed or armed again by itself, and for 15 minutes when the panel or Home Assistant falls silent.",
  cause: "Somebody got in, or somebody of the house forgot to disarm it.",
} satisfies Alert;
