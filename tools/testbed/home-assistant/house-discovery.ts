import { HOUSE_DEVICES, type HouseDevice } from "./house-devices.ts";

export type Message = { readonly topic: string; readonly payload: string };

const MANUFACTURER = "Test bed";

/** All retained messages that make the house in a broker: states first, so that no entity is ever `unknown`. */
export function houseMessages(): readonly Message[] {
  const states = HOUSE_DEVICES.flatMap((device) => [{ topic: availabilityTopic(device.id), payload: "online" }, ...firstStates(device)]);
  return [...states, ...HOUSE_DEVICES.map(discovery)];
}

/** `online` or `offline` there makes all entities of the device available or not. */
export function availabilityTopic(deviceId: string): string {
  return `house/device/${deviceId}/availability`;
}

function firstStates(device: HouseDevice): Message[] {
  return device.entities.flatMap((entity) => Object.entries(entity.payloads).map(([topic, payload]) => ({ topic, payload })));
}

function discovery(device: HouseDevice): Message {
  const components = Object.fromEntries(device.entities.map((entity) => [entity.entityId.replace(".", "_"), entity.discovery]));
  const payload = {
    device: { identifiers: [`house_${device.id}`], name: device.name, manufacturer: MANUFACTURER, model: device.model, sw_version: "1.0" },
    origin: { name: "tiles test bed" },
    availability_topic: availabilityTopic(device.id),
    components,
  };
  return { topic: `homeassistant/device/house_${device.id}/config`, payload: JSON.stringify(payload) };
}
