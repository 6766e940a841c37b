import { BRIDGED, BRIDGED_GUARD } from "./bridging.ts";

const DOWN = "failed_unload|migration_error|not_loaded|setup_error|setup_retry";

/** Leaves out entities of an integration that is down, which is told once and not for each of them. */
export function unlessIntegrationIsDown(matchers: string): string {
  return `
unless on (instance, entity_id) (
  topk by (instance, entity_id) (1, last_over_time(ha_entity_info{${matchers},config_entry!=""}[${BRIDGED_GUARD}]))
  and on (instance, config_entry) label_replace(
    last_over_time(ha_config_entry_state{state=~"${DOWN}"}[${BRIDGED}]) == 1, "config_entry", "$1", "entry_id", "(.*)"
  )
)`;
}
