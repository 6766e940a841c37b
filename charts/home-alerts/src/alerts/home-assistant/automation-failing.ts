import type { Alert } from "../../alert.ts";
import { BRIDGED } from "../../parts/bridging.ts";
import { rise } from "../../parts/counted.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The runs are counted without place and kind; which automations it is about their own state tells. */
export const automationFailing = {
  name: "AutomationFailing",
  group: "home-assistant",
  severity: "warning",
  onByDefault: false,
  parameters: { within: { kind: "duration", default: "1h", help: "how long a failed run is told" } },
  expr: `max by (instance, entity_id) ${rise('ha_automation_runs_total{outcome="error"}', "<<within>>", "instance, entity_id", "ha_up")}
and on (instance, entity_id) last_over_time(ha_entity_available{domain=~"automation|script"<<where>>}[${BRIDGED}])<<scope>>`,
  summary: `${nameAndArea} ended with an error`,
  whatToDo: "Open its trace in Home Assistant or Tempo: it shows the step that failed.",
  meaning: "A run of an automation or a script has ended with an error within the last hour.",
  cause: "A device that did not answer, an entity that was renamed, or a template without a value.",
} satisfies Alert;
