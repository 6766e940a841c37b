import type { Severity } from "./alert.ts";

// The names that alerts have in Home Assistant. What announces them and what shows them both take them from here,
// so that a dashboard written today fits entities announced tomorrow.

/** `LightsOnAllNight` is `lights_on_all_night`, `CO2High` is `co2_high`, `UPSOnBattery` is `ups_on_battery`. */
export function snakeCase(name: string): string {
  const words = name.replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2").replaceAll(/([a-z\d])([A-Z])/g, "$1_$2");
  return idPart(words);
}

/** What an id may hold of any text: small letters, digits and single underscores between them. */
export function idPart(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, "_")
    .replaceAll(/^_|_$/g, "");
}

export interface AlertIds {
  /** On while the alert fires for anything. */
  readonly problem: `binary_sensor.${string}`;
  /** Silences all that it fires for right now. */
  readonly silence: `button.${string}`;
}

export function alertIds(alert: string): AlertIds {
  const id = snakeCase(alert);
  return { problem: `binary_sensor.alert_${id}`, silence: `button.alert_${id}_silence` };
}

export interface FiringIds {
  readonly silence: `button.${string}`;
  /** Gives the entity the label `alerts_off`. */
  readonly never: `button.${string}`;
}

/** Of one alert that fires for one entity, while it does. */
export function firingIds(alert: string, entityId: string): FiringIds {
  const id = `${snakeCase(alert)}_${idPart(entityId)}`;
  return { silence: `button.alert_${id}_silence`, never: `button.alert_${id}_never` };
}

/** Of all alerts of a house together. */
export const ALERTING = {
  /** How many fire and are not silenced. */
  count: { critical: "sensor.alerts_critical", warning: "sensor.alerts_warning", info: "sensor.alerts_info" } satisfies Record<Severity, string>,
  /** Event types `fired` and `resolved`. */
  events: "event.alerts",
  /** On when alerts have stopped coming at all. */
  stopped: "binary_sensor.alerting_stopped",
} as const;

export function alertsDeviceId(instance: string): string {
  return `tiles_alerts_${idPart(instance)}`;
}

/** Below it the bridge publishes and listens. */
export function bridgeTopicPrefix(instance: string): string {
  return `tiles/ha-bridge/${instance}`;
}

/** Where a phone's answer goes, as JSON: `{"action": "silence", "alert": ..., "entity_id": ..., "hours": 4}`. */
export function alertCommandTopic(instance: string): string {
  return `${bridgeTopicPrefix(instance)}/alerts/command`;
}
