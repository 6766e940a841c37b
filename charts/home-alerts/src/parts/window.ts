import { BRIDGED } from "./bridging.ts";

/**
 * Instances in which a window of the bridge runs, and has run for so many seconds.
 *
 * Start and end switch together when a window begins, but a store may show one before the other. A running window ends
 * in the future, and an end more than a day after the start belongs to two different windows.
 */
export function hasRunFor(window: string, seconds: string): string {
  const last = (name: string) => `max by (instance) (last_over_time(ha_window_${name}_seconds{window="${window}"}[${BRIDGED}]))`;
  return `(
  ${last("start")} <= time() - ${seconds}
  and on (instance) ${last("end")} > time()
  and on (instance) ${last("end")} - on (instance) ${last("start")} < 86400
)`;
}
