import { z } from "zod";
import type { Component, Device } from "./device.ts";
import type { Topics } from "./topics.ts";

export interface Origin {
  readonly name: string;
  readonly swVersion: string;
  readonly supportUrl?: string;
}

/** Component ids with the platform that they had: what Home Assistant is told to forget. */
export type Removed = ReadonlyMap<string, string>;

/** The discovery message of a device. A component with nothing but its platform is removed by Home Assistant. */
export function discoveryMessage(device: Device, removed: Removed, origin: Origin, topics: Topics): string {
  const components: Record<string, unknown> = {};
  for (const [id, component] of Object.entries(device.components)) components[id] = describe(device.id, id, component, topics);
  for (const [id, platform] of removed) components[id] = { platform };
  return JSON.stringify({
    device: {
      identifiers: [device.id],
      name: device.name,
      manufacturer: device.manufacturer,
      model: device.model,
      sw_version: device.swVersion,
      configuration_url: device.configurationUrl,
      suggested_area: device.suggestedArea,
      via_device: device.viaDevice,
    },
    origin: { name: origin.name, sw_version: origin.swVersion, support_url: origin.supportUrl },
    availability_topic: topics.availability,
    components,
  });
}

function describe(deviceId: string, id: string, component: Component, topics: Topics): Record<string, unknown> {
  const { platform, name, defaultEntityId, icon, entityCategory, enabledByDefault } = component;
  const common = {
    platform,
    unique_id: `${deviceId}_${id}`,
    name,
    default_entity_id: defaultEntityId,
    icon,
    entity_category: entityCategory,
    enabled_by_default: enabledByDefault,
    json_attributes_topic: topics.attributes(deviceId, id),
  };
  const state = { state_topic: topics.state(deviceId, id) };
  const command = { command_topic: topics.command(deviceId, id), qos: 1 };
  return { ...common, ...describePlatform(component, state, command) };
}

type Fields = Record<string, unknown>;

function describePlatform(component: Component, state: Fields, command: Fields): Fields {
  switch (component.platform) {
    case "binary_sensor":
      return { ...state, device_class: component.deviceClass, expire_after: component.expireAfterSeconds };
    case "sensor":
      return {
        ...state,
        device_class: component.deviceClass,
        state_class: component.stateClass,
        unit_of_measurement: component.unit,
        suggested_display_precision: component.precision,
        options: component.options,
        expire_after: component.expireAfterSeconds,
      };
    case "button":
      return { ...command, device_class: component.deviceClass, payload_press: component.payloadPress };
    case "event":
      // Its attributes come with each event; a topic of their own would lie about the last one.
      return { ...state, json_attributes_topic: undefined, device_class: component.deviceClass, event_types: component.eventTypes };
    case "switch":
      return { ...state, ...command, device_class: component.deviceClass };
    case "update":
      return {
        ...state,
        ...(component.installable ? { ...command, payload_install: "INSTALL" } : {}),
        device_class: component.deviceClass,
        title: component.title,
        release_url: component.releaseUrl,
      };
    case "select":
      return { ...state, ...command, options: component.options };
    case "number": {
      const { min, max, step, mode, unit, deviceClass } = component;
      return { ...state, ...command, min, max, step, mode, unit_of_measurement: unit, device_class: deviceClass };
    }
    case "text":
      return { ...state, ...command, min: component.minLength, max: component.maxLength, pattern: component.pattern, mode: component.mode };
    default:
      return component satisfies never;
  }
}

const retained = z.looseObject({ components: z.record(z.string(), z.looseObject({ platform: z.string() })) });

/** A component as it stands in a discovery message. */
export type ComponentConfig = Readonly<{ platform: string; [field: string]: unknown }>;

export interface Announced {
  readonly shown: ReadonlyMap<string, ComponentConfig>;
  readonly removed: Removed;
}

/** What a discovery message of ours had told; nothing for one of other form, which is no longer ours. */
export function readDiscoveryMessage(payload: string | undefined): Announced {
  const shown = new Map<string, ComponentConfig>();
  const removed = new Map<string, string>();
  for (const [id, component] of Object.entries(parse(payload)?.components ?? {})) {
    if (Object.keys(component).length === 1) removed.set(id, component.platform);
    else shown.set(id, component);
  }
  return { shown, removed };
}

/** The same message with these components in it, as if they had never been removed. */
export function withComponents(payload: string, components: ReadonlyMap<string, ComponentConfig>): string {
  const message = parse(payload);
  return JSON.stringify({ ...message, components: { ...message?.components, ...Object.fromEntries(components) } });
}

function parse(payload: string | undefined): z.output<typeof retained> | undefined {
  return retained.safeParse(parseJson(payload ?? "")).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
