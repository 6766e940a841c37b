import { connectAsync } from "mqtt";
import type { Severity } from "../../charts/home-alerts/src/alert.ts";
import { ALERTING, alertIds, alertsDeviceId, bridgeTopicPrefix, firingIds } from "../../charts/home-alerts/src/home-assistant-ids.ts";

export interface Firing {
  readonly entityId: string;
  readonly name: string;
  readonly area?: string;
  readonly summary: string;
  readonly since: string;
  readonly silenced?: boolean;
}

export interface AnnouncedAlert {
  readonly name: string;
  readonly severity: Severity;
  readonly whatToDo: string;
  readonly firing: readonly Firing[];
}

/** A device with its entities and their states, as Home Assistant's discovery has it. */
export interface AnnouncedDevice {
  readonly id: string;
  readonly name: string;
  readonly topicPrefix: string;
  readonly entities: readonly AnnouncedEntity[];
}

export interface AnnouncedEntity {
  readonly entityId: string;
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly state?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Puts a device and the states of its entities into the broker, retained. */
export async function announce(brokerUrl: string, device: AnnouncedDevice, availability: "online" | "offline" = "online"): Promise<void> {
  const client = await connectAsync(brokerUrl, { protocolVersion: 5, connectTimeout: 10_000, reconnectPeriod: 0 });
  const send = (topic: string, payload: string) => client.publishAsync(topic, payload, { qos: 1, retain: true });
  try {
    await send(`homeassistant/device/${device.id}/config`, JSON.stringify(discovery(device)));
    await send(`${device.topicPrefix}/availability`, availability);
    for (const { entityId, state, attributes } of device.entities) {
      if (state !== undefined) await send(`${topicOf(device, entityId)}/state`, state);
      if (attributes !== undefined) await send(`${topicOf(device, entityId)}/attributes`, JSON.stringify(attributes));
    }
  } finally {
    await client.endAsync();
  }
}

/** An event of an `event` entity, not retained. */
export async function fire(brokerUrl: string, device: AnnouncedDevice, entityId: string, event: Readonly<Record<string, unknown>>): Promise<void> {
  const client = await connectAsync(brokerUrl, { protocolVersion: 5, connectTimeout: 10_000, reconnectPeriod: 0 });
  try {
    await client.publishAsync(`${topicOf(device, entityId)}/state`, JSON.stringify(event), { qos: 1 });
  } finally {
    await client.endAsync();
  }
}

function discovery(device: AnnouncedDevice): unknown {
  const components = Object.fromEntries(
    device.entities.map(({ entityId, name, options }) => {
      const [platform = "", object = ""] = entityId.split(".");
      const topic = topicOf(device, entityId);
      const identity = { platform, name, unique_id: `${device.id}_${object}`, default_entity_id: entityId };
      const state = platform === "button" ? {} : { state_topic: `${topic}/state` };
      const attributes = ["button", "event", "update"].includes(platform) ? {} : { json_attributes_topic: `${topic}/attributes` };
      const command = ["button", "switch", "select", "update"].includes(platform) ? { command_topic: `${topic}/set` } : {};
      return [`${platform}_${object}`, { ...identity, ...state, ...attributes, ...command, ...options }];
    }),
  );
  return {
    device: { identifiers: [device.id], name: device.name },
    origin: { name: "tiles" },
    availability_topic: `${device.topicPrefix}/availability`,
    components,
  };
}

function topicOf(device: AnnouncedDevice, entityId: string): string {
  return `${device.topicPrefix}/${entityId.replace(".", "/")}`;
}

/** The device of alerts as ha-bridge announces it. */
export function alertsDevice(instance: string, alerts: readonly AnnouncedAlert[], stopped = false): AnnouncedDevice {
  return {
    id: alertsDeviceId(instance),
    name: "House alerts",
    topicPrefix: bridgeTopicPrefix(instance),
    entities: [
      ...alerts.flatMap(alertEntities),
      ...(["critical", "warning", "info"] as const).map((severity) => countEntity(severity, alerts)),
      { entityId: ALERTING.events, name: "Alerts", options: { event_types: ["fired", "resolved"] } },
      { entityId: ALERTING.stopped, name: "Alerting stopped", options: { device_class: "problem" }, state: stopped ? "ON" : "OFF" },
    ],
  };
}

function alertEntities({ name, severity, whatToDo, firing }: AnnouncedAlert): readonly AnnouncedEntity[] {
  const ids = alertIds(name);
  const alerts = firing.map(({ entityId, ...rest }) => ({ entity_id: entityId, ...rest, silenced: rest.silenced ?? false, severity }));
  const attributes = {
    severity,
    summary: firing.map(({ summary }) => summary).join("\n"),
    count: firing.length,
    since: firing.map(({ since }) => since).toSorted()[0],
    alerts,
    description: whatToDo,
  };
  return [
    { entityId: ids.problem, name, options: { device_class: "problem" }, state: firing.length > 0 ? "ON" : "OFF", attributes },
    { entityId: ids.silence, name: `${name} silence` },
    ...firing.flatMap(({ entityId }) => Object.values(firingIds(name, entityId)).map((id) => ({ entityId: id, name: id }))),
  ];
}

function countEntity(severity: Severity, alerts: readonly AnnouncedAlert[]): AnnouncedEntity {
  const counted = alerts.filter((alert) => alert.severity === severity && alert.firing.some(({ silenced }) => silenced !== true));
  const state = String(counted.reduce((sum, { firing }) => sum + firing.filter(({ silenced }) => silenced !== true).length, 0));
  return {
    entityId: ALERTING.count[severity],
    name: `Alerts ${severity}`,
    options: { state_class: "measurement" },
    state,
    attributes: { alerts: counted.map(({ name }) => name) },
  };
}
