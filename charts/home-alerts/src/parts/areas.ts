import { ALERTS_OFF } from "../render/fill-in.ts";
import { BRIDGED, BRIDGED_GUARD, lastKnown } from "./bridging.ts";

/** The value of an area's own chosen sensor now; of one that is away for a moment the last one. */
export function areaNowOrLast(selector: string): string {
  return `max by (instance, area, floor) (
  ${selector}
  or on (instance, area) ${lastKnown(selector, BRIDGED, "instance, area")}
)`;
}

/**
 * An alert about an area knows no entities. The area is left out when all of its sensors of a kind have the label
 * `alerts_off`, which they have when the area itself has it.
 */
export function unlessAreaIsOff(deviceClass: "temperature" | "humidity"): string {
  const sensors = `domain="sensor",device_class="${deviceClass}",area!=""`;
  const labelled = `last_over_time(ha_entity_label{${sensors},label="${ALERTS_OFF}"}[${BRIDGED_GUARD}])`;
  return `
unless on (instance, area) (
  ${labelled}
  unless on (instance, area) (
    last_over_time(ha_entity_available{${sensors}}[${BRIDGED}]) unless on (instance, entity_id) ${labelled}
  )
)`;
}
