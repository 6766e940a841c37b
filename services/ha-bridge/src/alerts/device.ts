import type { Component, Device } from "@tiles/hass-mqtt/device";
import { snakeCase } from "@tiles/home-alerts/home-assistant-ids";
import type { AlertView, BoardView } from "../core/alerts/alert-view.ts";
import { severities } from "../core/alerts/reported-alert.ts";

export const EVENTS_COMPONENT = "alerts";
export const STOPPED_COMPONENT = "alerting_stopped";
/** What a press of a silence button asks for. */
export const SILENCE_HOURS = 4;

/** What a button of the device does. */
export type AlertAction =
  | { readonly kind: "silence"; readonly alert: string; readonly entityId?: string | undefined; readonly hours: number }
  | { readonly kind: "never"; readonly alert: string; readonly entityId: string };

export interface AlertDevice {
  readonly device: Device;
  /** By the component of their button. */
  readonly actions: ReadonlyMap<string, AlertAction>;
}

export interface AlertDeviceOptions {
  readonly instance: string;
  readonly version: string;
  /** Without an Alertmanager nothing can be silenced, and no button says so. */
  readonly canSilence: boolean;
}

export function deviceId(instance: string): string {
  return `tiles_alerts_${instance.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_")}`;
}

/** The alerts of a house as one device. Ids are those of the alerts, so that what a person made of them stays. */
export function alertDevice(view: BoardView, { instance, version, canSilence }: AlertDeviceOptions): AlertDevice {
  const components = new Map<string, Component>();
  const actions = new Map<string, AlertAction>();
  for (const severity of severities) {
    components.set(`alerts_${severity}`, {
      platform: "sensor",
      name: `${severity} alerts`,
      defaultEntityId: `sensor.alerts_${severity}`,
      stateClass: "measurement",
      icon: "mdi:bell-alert",
    });
  }
  components.set(EVENTS_COMPONENT, {
    platform: "event",
    name: "alerts",
    defaultEntityId: "event.alerts",
    eventTypes: ["fired", "resolved"],
    icon: "mdi:bell-ring",
  });
  components.set(STOPPED_COMPONENT, {
    platform: "binary_sensor",
    name: "alerting stopped",
    defaultEntityId: "binary_sensor.alerting_stopped",
    deviceClass: "problem",
  });
  for (const alert of view.alerts) {
    components.set(alertComponent(alert), {
      platform: "binary_sensor",
      name: alert.title,
      defaultEntityId: `binary_sensor.${alertComponent(alert)}`,
      deviceClass: "problem",
    });
    if (canSilence) {
      const hours = SILENCE_HOURS;
      button(`${alertComponent(alert)}_silence`, `${alert.title}: silence for ${hours} h`, "mdi:bell-sleep", {
        kind: "silence",
        alert: alert.name,
        hours,
      });
    }
  }
  // After all alerts: should two ever give the same id, the alert's own entity is the one that stays.
  for (const alert of view.alerts) for (const pair of alert.pairs) pairButtons(alert, pair);
  return {
    device: {
      id: deviceId(instance),
      name: "House alerts",
      manufacturer: "tiles",
      model: "ha-bridge",
      swVersion: version,
      components: Object.fromEntries(components),
    },
    actions,
  };

  function pairButtons(alert: AlertView, { entityId, entityName }: AlertView["pairs"][number]): void {
    const id = `${alertComponent(alert)}_${snakeCase(entityId)}`;
    const silence = { kind: "silence", alert: alert.name, entityId, hours: SILENCE_HOURS } as const;
    if (canSilence) button(`${id}_silence`, `${entityName}: silence "${alert.title}" for ${SILENCE_HOURS} h`, "mdi:bell-sleep", silence);
    button(`${id}_never`, `${entityName}: never alert again`, "mdi:bell-off", { kind: "never", alert: alert.name, entityId });
  }

  function button(component: string, name: string, icon: string, action: AlertAction): void {
    if (components.has(component)) return;
    components.set(component, { platform: "button", name, defaultEntityId: `button.${component}`, icon });
    actions.set(component, action);
  }
}

export function alertComponent({ id }: Pick<AlertView, "id">): string {
  return `alert_${id}`;
}
