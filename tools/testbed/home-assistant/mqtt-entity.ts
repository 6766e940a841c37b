// Entities of the house that live in the broker. Each takes its commands on the topic that holds its state, retained:
// so a service call in Home Assistant switches it, a test can publish its state, and it survives restarts of both.

export type MqttEntity = {
  readonly entityId: string;
  /** Its component of the device's discovery message. */
  readonly discovery: Readonly<Record<string, unknown>>;
  /** First payload per topic. */
  readonly payloads: Readonly<Record<string, string>>;
};

/** `topicOf("light.basement_ceiling")` is `house/light/basement_ceiling`; parts of an entity (mode, position) are below it. */
export function topicOf(entityId: string, part?: string): string {
  const topic = `house/${entityId.replace(".", "/")}`;
  return part === undefined ? topic : `${topic}/${part}`;
}

export function sensor(entityId: string, name: string, state: string, options: Record<string, unknown> = {}): MqttEntity {
  return entity(entityId, name, { state_topic: topicOf(entityId), ...options }, { [topicOf(entityId)]: state });
}

export function measurement(entityId: string, name: string, deviceClass: string, unit: string, value: number): MqttEntity {
  return sensor(entityId, name, String(value), { device_class: deviceClass, unit_of_measurement: unit, state_class: "measurement" });
}

/** A meter that only grows; a smaller value is a reset. */
export function meter(entityId: string, name: string, deviceClass: string, unit: string, value: number): MqttEntity {
  return sensor(entityId, name, String(value), { device_class: deviceClass, unit_of_measurement: unit, state_class: "total_increasing" });
}

export function battery(entityId: string, name: string, percent: number): MqttEntity {
  const options = { device_class: "battery", unit_of_measurement: "%", state_class: "measurement", entity_category: "diagnostic" };
  return sensor(entityId, name, String(percent), options);
}

export function binarySensor(entityId: string, name: string, deviceClass: string, state: "ON" | "OFF" = "OFF"): MqttEntity {
  return sensor(entityId, name, state, { device_class: deviceClass });
}

/** State payload: `{"state":"ON","brightness":128}`. */
export function light(entityId: string, name: string, options: Record<string, unknown> = { brightness: true }): MqttEntity {
  return commanded(entityId, name, '{"state":"OFF"}', { schema: "json", ...options });
}

export function switchable(entityId: string, name: string, options: Record<string, unknown> = {}): MqttEntity {
  return commanded(entityId, name, "OFF", options);
}

export function lock(entityId: string, name: string): MqttEntity {
  return commanded(entityId, name, "LOCKED", { payload_lock: "LOCKED", payload_unlock: "UNLOCKED" });
}

/** State payload: its position in percent, 100 is open. */
export function cover(entityId: string, name: string, deviceClass: string): MqttEntity {
  const position = topicOf(entityId, "position");
  const topics = { position_topic: position, set_position_topic: position, command_topic: position };
  const commands = { payload_open: "100", payload_close: "0", payload_stop: null, retain: true, device_class: deviceClass };
  return entity(entityId, name, { ...topics, ...commands }, { [position]: "0" });
}

export function valve(entityId: string, name: string): MqttEntity {
  return commanded(entityId, name, "closed", { payload_open: "open", payload_close: "closed", device_class: "water" });
}

/** An entity whose parts each have their own topic for state and command, as climate and fan do. */
export function inParts(entityId: string, name: string, parts: Record<string, string>, options: Record<string, unknown>): MqttEntity {
  const topics: Record<string, string> = {};
  const payloads: Record<string, string> = {};
  for (const [part, payload] of Object.entries(parts)) {
    topics[`${part}_state_topic`] = topicOf(entityId, part);
    topics[`${part}_command_topic`] = topicOf(entityId, part);
    payloads[topicOf(entityId, part)] = payload;
  }
  return entity(entityId, name, { ...topics, retain: true, ...options }, payloads);
}

/** The same with a switch of its own: on and off as a whole. */
export function switchedInParts(entityId: string, name: string, parts: Record<string, string>, options: Record<string, unknown> = {}): MqttEntity {
  const topic = topicOf(entityId);
  const base = inParts(entityId, name, parts, { state_topic: topic, command_topic: topic, ...options });
  return { ...base, payloads: { ...base.payloads, [topic]: "OFF" } };
}

/** State topics that nothing commands, by the key of the discovery message. */
export function withReadings(base: MqttEntity, readings: Record<string, string>): MqttEntity {
  const topics = Object.fromEntries(Object.keys(readings).map((key) => [key, topicOf(base.entityId, key)]));
  const payloads = Object.fromEntries(Object.entries(readings).map(([key, payload]) => [topicOf(base.entityId, key), payload]));
  return { ...base, discovery: { ...base.discovery, ...topics }, payloads: { ...base.payloads, ...payloads } };
}

/** One topic for state and command. */
export function commanded(entityId: string, name: string, state: string, options: Record<string, unknown> = {}): MqttEntity {
  const topic = topicOf(entityId);
  return entity(entityId, name, { state_topic: topic, command_topic: topic, retain: true, ...options }, { [topic]: state });
}

export function entity(entityId: string, name: string, discovery: Record<string, unknown>, payloads: Record<string, string> = {}): MqttEntity {
  const platform = entityId.slice(0, entityId.indexOf("."));
  const identity = { platform, name, unique_id: `house_${entityId.replace(".", "_")}`, default_entity_id: entityId };
  return { entityId, discovery: { ...identity, ...discovery }, payloads };
}
