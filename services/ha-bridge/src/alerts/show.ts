import type { HassMqtt, StateUpdate } from "@tiles/hass-mqtt/hass-mqtt";
import type { BoardView } from "../core/alerts/alert-view.ts";
import { severities } from "../core/alerts/reported-alert.ts";
import { type AlertAction, alertComponent, alertDevice, type AlertDeviceOptions, deviceId, EVENTS_COMPONENT, STOPPED_COMPONENT } from "./device.ts";

export interface Stopped {
  /** Why alerting must be taken for stopped; undefined while it works. */
  readonly why: string | undefined;
  readonly lastSeenAtMs: number | undefined;
}

export interface AlertScreen extends Disposable {
  /** Resolves when the broker has all of it; what is there already costs no message. Rejects with HassMqttUnavailable. */
  show(view: BoardView, stopped: Stopped): Promise<void>;
  /** Rejects with HassMqttUnavailable. */
  fire(type: "fired" | "resolved", attributes: Record<string, unknown>): Promise<void>;
}

export interface AlertScreenOptions extends AlertDeviceOptions {
  readonly mqtt: HassMqtt;
  /** A button was pressed. */
  act(action: AlertAction): Promise<void>;
}

/** Shows alerts as a device of Home Assistant, whose buttons come and go with what fires. */
export function alertScreen(options: AlertScreenOptions): AlertScreen {
  const { mqtt } = options;
  const id = deviceId(options.instance);
  const listening = new Map<string, Disposable>();
  let actions: ReadonlyMap<string, AlertAction> = new Map();

  return {
    async show(view, stopped) {
      const made = alertDevice(view, options);
      // Before the buttons are there somebody must listen; a button that went may still be pressed on a slow phone, and is heard no more.
      listen(made.actions);
      const announced = mqtt.announce(made.device);
      // Handed over together: when the broker is away the newest of all is what it gets first.
      const published = updatesOf(view, stopped).map(([component, update]) => mqtt.publish(id, component, update));
      for (const result of await Promise.allSettled([announced, ...published])) if (result.status === "rejected") throw result.reason;
    },
    fire: (type, attributes) => mqtt.fire(id, EVENTS_COMPONENT, type, attributes),
    [Symbol.dispose]() {
      for (const one of listening.values()) one[Symbol.dispose]();
      listening.clear();
    },
  };

  function listen(next: ReadonlyMap<string, AlertAction>): void {
    actions = next;
    for (const component of actions.keys())
      if (!listening.has(component))
        listening.set(
          component,
          mqtt.onCommand(id, component, () => press(component)),
        );
    for (const [component, one] of listening) {
      if (actions.has(component)) continue;
      one[Symbol.dispose]();
      listening.delete(component);
    }
  }

  async function press(component: string): Promise<void> {
    const action = actions.get(component);
    if (action !== undefined) await options.act(action);
  }
}

function updatesOf({ alerts, counts }: BoardView, { why, lastSeenAtMs }: Stopped): [component: string, update: StateUpdate][] {
  return [
    ...severities.map((severity): [string, StateUpdate] => [
      `alerts_${severity}`,
      { state: String(counts[severity].count), attributes: { alerts: counts[severity].names } },
    ]),
    [
      STOPPED_COMPONENT,
      {
        state: onOff(why !== undefined),
        attributes: {
          reason: why ?? "",
          // Only then: while all is well it changes with every look, and nobody needs a row in the recorder for each.
          ...(why !== undefined && lastSeenAtMs !== undefined && { last_seen: new Date(lastSeenAtMs).toISOString() }),
        },
      },
    ],
    ...alerts.map((alert): [string, StateUpdate] => [alertComponent(alert), { state: onOff(alert.fires), attributes: { ...alert.attributes } }]),
  ];
}

function onOff(on: boolean): string {
  return on ? "ON" : "OFF";
}
