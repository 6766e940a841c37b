import { BATTERY_KNOWN, BRIDGED_GUARD, nowOrLastMeasured } from "./bridging.ts";

/** Phones and tablets are charged every day and need nobody to remind of it. */
const UNLESS_PHONE = `unless on (instance, entity_id) last_over_time(ha_entity_info{integration="mobile_app"}[${BRIDGED_GUARD}])`;

/**
 * The charge of each battery that is under a limit, in percent; of one that only says that it is low it is 0. An entity
 * that was removed is not remembered.
 */
export function lowBatteries(below: string, matchers = ""): string {
  return `(
  (
    ${nowOrLastMeasured(`ha_battery_percent{domain="sensor"${matchers}<<where>>}`, BATTERY_KNOWN)} < ${below}
    or on (instance, entity_id) 0 * (${nowOrLastMeasured(`ha_on{domain="binary_sensor",device_class="battery"${matchers}<<where>>}`, BATTERY_KNOWN)} == 1)
  )
  and on (instance, entity_id) last_over_time(ha_entity_available[${BRIDGED_GUARD}])
  ${UNLESS_PHONE}<<scope>>
)`;
}
