import { BRIDGED } from "./bridging.ts";

/** States in which an integration does not work, though somebody wants it to. */
const FAILING = "setup_error|setup_retry|migration_error|failed_unload";

/**
 * Config entries that fail. A try to set one up again is `setup_in_progress` for a moment, which is not a recovery:
 * one that failed lately fails until it is loaded.
 */
export const failingEntries = `max by (instance, entry_id, integration) (max_over_time(ha_config_entry_state{state=~"${FAILING}"}[${BRIDGED}])) == 1
unless on (instance, entry_id) ha_config_entry_state{state="loaded"} == 1`;
