import type { Alert } from "../../alert.ts";
import { failingEntries } from "../../parts/config-entries.ts";

/** Its devices are silent meanwhile: this is the one to act on. */
export const integrationFailing = {
  name: "IntegrationFailing",
  group: "home-assistant",
  severity: "warning",
  onByDefault: true,
  parameters: {},
  for: "30m",
  expr: failingEntries,
  summary:
    'The integration {{ $labels.integration }}{{ range query (printf `topk(1, ha_config_entry_info{instance=%[1]q,entry_id=%[2]q,title!=""})` $labels.instance $labels.entry_id) }} ({{ label "title" . }}){{ end }} of {{ $labels.instance }} does not work',
  whatToDo: "Settings, Devices & services: the integration says what is wrong. Reload it, log in again, or look whether what it talks to is there.",
  meaning:
    "A config entry has failed to set up, to migrate or to unload for 30 minutes. That Home Assistant tries it again in between does not count as a recovery. Devices of this entry tell no alert of their own.",
  cause:
    "A password or token that is not valid any more, a cloud or bridge that does not answer, a device with a new address, or an update that broke it.",
} satisfies Alert;
