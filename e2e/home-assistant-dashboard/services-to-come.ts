import { connectHassMqtt } from "@tiles/hass-mqtt/connect";
import type { Component, Device } from "@tiles/hass-mqtt/device";
import { systemClock } from "@tiles/kit/clock";

export interface ShownDevice {
  readonly id: string;
  readonly name: string;
  /** By entity id: what `@tiles/hass-mqtt` asks for its platform, without what the id says, and its state. */
  readonly entities: Readonly<Record<string, { readonly name: string; readonly state?: string } & Readonly<Record<string, unknown>>>>;
}

/** Devices of services that do not exist yet, announced as they will be; they go when it is disposed. */
export async function showServices(brokerUrl: string, services: Readonly<Record<string, readonly ShownDevice[]>>): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  for (const [topicPrefix, devices] of Object.entries(services)) {
    const mqtt = stack.use(
      connectHassMqtt({
        url: brokerUrl,
        topicPrefix,
        origin: { name: topicPrefix, swVersion: "test" },
        clock: systemClock,
        random: () => 0,
        signal: new AbortController().signal,
        onEvent: () => undefined,
      }),
    );
    for (const device of devices) {
      await mqtt.announce(deviceOf(device));
      for (const [entityId, { state }] of Object.entries(device.entities))
        if (state !== undefined) await mqtt.publish(device.id, componentOf(entityId), { state });
    }
  }
  return stack.move();
}

function deviceOf({ id, name, entities }: ShownDevice): Device {
  const components = Object.entries(entities).map(([entityId, entity]) => {
    const options = Object.fromEntries(Object.entries(entity).filter(([key]) => key !== "state"));
    const platform = entityId.slice(0, entityId.indexOf("."));
    return [componentOf(entityId), { platform, defaultEntityId: entityId, ...options } as Component];
  });
  return { id, name, components: Object.fromEntries(components) as Device["components"] };
}

function componentOf(entityId: string): string {
  return entityId.replace(".", "_");
}
