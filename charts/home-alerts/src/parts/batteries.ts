import { BRIDGED_GUARD } from "./bridging.ts";

/** For so long the last charge of a device that is away counts, because a battery that died is not there any more. */
const REMEMBERED = "7d";

const lastKnown = (selector: string) =>
  `max by (instance, entity_id, area, floor) (
    ${selector}
    or on (instance, entity_id) last_over_time(${selector}[${REMEMBERED}])
  )`;

/** Phones and tablets are charged every day and need nobody to remind of it. */
const UNLESS_PHONE = `unless on (instance, entity_id) last_over_time(ha_entity_info{integration="mobile_app"}[${BRIDGED_GUARD}])`;

/**
 * The charge of each battery that is under a limit, in percent; of one that only says that it is low it is 0. An entity
 * that was removed is not remembered.
 */
export function lowBatteries(below: string, matchers = ""): string {
  return `(
  (
    ${lastKnown(`ha_battery_percent{domain="sensor"${matchers}<<where>>}`)} < ${below}
    or on (instance, entity_id) 0 * (${lastKnown(`ha_on{domain="binary_sensor",device_class="battery"${matchers}<<where>>}`)} == 1)
  )
  and on (instance, entity_id) last_over_time(ha_entity_available[${BRIDGED_GUARD}])
  ${UNLESS_PHONE}<<scope>>
)`;
}
