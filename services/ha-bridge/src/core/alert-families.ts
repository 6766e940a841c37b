import type { Family } from "./family.ts";

/** What the bridge tells of bringing alerts back into Home Assistant. */
export const alertFamilies = {
  bridgeAlerts: gauge("ha_bridge_alerts", "Alerts that are shown in Home Assistant, by severity and whether they are silenced.", "alert board", [
    "severity",
    "state",
  ]),
  bridgeAlertWebhooksTotal: counter("ha_bridge_alert_webhooks_total", "Answers to `POST /alerts` by their HTTP status.", "receiver of alerts", [
    "code",
  ]),
  bridgeAlertPollsTotal: counter(
    "ha_bridge_alert_polls_total",
    "Looks at Alertmanager by what became of them: ok or failed.",
    "Alertmanager client",
    ["result"],
  ),
  bridgeAlertEventsTotal: counter("ha_bridge_alert_events_total", "Events fired in Home Assistant, by type.", "alert board", ["type"]),
  bridgeAlertActionsTotal: counter(
    "ha_bridge_alert_actions_total",
    "What people asked for by a button or a command (silence, never), by what became of it: done or failed.",
    "buttons and commands",
    ["action", "result"],
  ),
  bridgeAlertSilencesTotal: counter(
    "ha_bridge_alert_silences_total",
    "Silences written to Alertmanager: new ones and longer ones.",
    "buttons and commands",
  ),
  bridgeAlertingStopped: gauge(
    "ha_bridge_alerting_stopped",
    "Whether alerting must be taken for stopped (1): the dead-man alert does not come, or Alertmanager does not answer.",
    "dead man",
  ),
  bridgeMqttConnected: gauge("ha_bridge_mqtt_connected", "Whether the MQTT broker is connected (1) or not (0).", "connection to the broker"),
} satisfies Record<string, Family>;

function gauge(name: string, help: string, source: string, labels: readonly string[] = []): Family {
  return { name, help, unit: "", kind: "gauge", labels, scope: "bridge", source };
}

function counter(name: string, help: string, source: string, labels: readonly string[] = []): Family {
  return { name, help, unit: "", kind: "counter", labels, scope: "bridge", source };
}
