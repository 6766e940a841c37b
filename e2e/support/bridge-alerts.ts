import { connectHassMqtt } from "@tiles/hass-mqtt/connect";
import { systemClock } from "@tiles/kit/clock";
import type { Severity } from "../../charts/home-alerts/src/alert.ts";
import { bridgeTopicPrefix } from "../../charts/home-alerts/src/home-assistant-ids.ts";
import type { AlertAction } from "../../services/ha-bridge/src/alerts/device.ts";
import { alertScreen } from "../../services/ha-bridge/src/alerts/show.ts";
import { viewOf } from "../../services/ha-bridge/src/core/alerts/alert-view.ts";
import { type BoardAlert, emptyBoard } from "../../services/ha-bridge/src/core/alerts/board.ts";
import { reportedAlert } from "../../services/ha-bridge/src/core/alerts/reported-alert.ts";

export interface Firing {
  readonly entityId: string;
  readonly name: string;
  readonly area?: string;
  readonly summary: string;
  readonly startsAtMs: number;
  readonly silenced?: boolean;
}

export interface ShownAlert {
  readonly name: string;
  readonly severity: Severity;
  readonly whatToDo: string;
  readonly firing: readonly Firing[];
}

/** What ha-bridge shows of its alerts, by its own code and without the rest of it: any alerts, at once. */
export interface BridgeAlerts extends AsyncDisposable {
  /** Comes back, when it had left. */
  show(alerts: readonly ShownAlert[], stopped?: string): Promise<void>;
  fire(type: "fired" | "resolved", attributes: Record<string, unknown>): Promise<void>;
  /** Like a bridge that ends: everything is unavailable. */
  leave(): Promise<void>;
  /** The next press of a button, or undefined. */
  nextAction(): AlertAction | undefined;
}

export function bridgeAlerts(brokerUrl: string, instance = "home"): BridgeAlerts {
  const actions: AlertAction[] = [];
  let there: ReturnType<typeof arrive> | undefined;
  const arrive = () => {
    const mqtt = connectHassMqtt({
      url: brokerUrl,
      topicPrefix: bridgeTopicPrefix(instance),
      origin: { name: "ha-bridge", swVersion: "test" },
      clock: systemClock,
      random: () => 0,
      signal: new AbortController().signal,
      onEvent: () => undefined,
    });
    const act = (action: AlertAction): Promise<void> => Promise.resolve(void actions.push(action));
    return { mqtt, screen: alertScreen({ mqtt, instance, version: "test", canSilence: true, act }) };
  };
  const leave = async (): Promise<void> => {
    there?.screen[Symbol.dispose]();
    await there?.mqtt[Symbol.asyncDispose]();
    there = undefined;
  };
  return {
    async show(alerts, stopped) {
      there ??= arrive();
      const firing = alerts.flatMap((alert) => alert.firing);
      const names = {
        nameOf: (entityId: string) => firing.find((one) => one.entityId === entityId)?.name,
        areaOf: (entityId: string) => firing.find((one) => one.entityId === entityId)?.area,
      };
      const board = { ...emptyBoard, alerts: alerts.flatMap(boardAlerts) };
      await there.screen.show(viewOf(board, alerts, names), { why: stopped, lastSeenAtMs: undefined });
    },
    async fire(type, attributes) {
      await there?.screen.fire(type, attributes);
    },
    leave,
    nextAction: () => actions.shift(),
    [Symbol.asyncDispose]: leave,
  };
}

function boardAlerts({ name, severity, whatToDo, firing }: ShownAlert): readonly BoardAlert[] {
  return firing.map(({ entityId, summary, startsAtMs, silenced = false }) => ({
    ...reportedAlert({
      labels: { alertname: name, severity, instance: "home", entity_id: entityId },
      annotations: { summary, description: whatToDo },
      startsAtMs,
      silenced,
    }),
    told: true,
    seenBy: "test",
  }));
}
