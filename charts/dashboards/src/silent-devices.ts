import { CHOSEN, HOUSE } from "./promql.ts";

const DEVICE_OF = `topk by (instance, entity_id) (1, ha_entity_info{${HOUSE},device!=""})`;

/** Whether any entity of the device is available; a device speaks or is silent as a whole. */
export const deviceAvailable = `max by (instance, device) (ha_entity_available{${CHOSEN}} * on (instance, entity_id) group_left (device) ${DEVICE_OF})`;

export const silentDevices = `${deviceAvailable} == 0`;

/** Since when: the newest of its entities' last changes, with what a person knows the device by. */
export const silentSince = [
  `max by (instance, device, area_name, manufacturer, model, integration) (`,
  `ha_entity_last_changed_seconds{${CHOSEN}} * on (instance, entity_id) group_left (device, area_name, manufacturer, model, integration) ${DEVICE_OF}`,
  `) and on (instance, device) (${silentDevices})`,
].join("");
