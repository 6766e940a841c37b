import { checkBroker } from "@tiles/hass-mqtt/check-broker";
import { describeError } from "@tiles/kit/errors";
import { brokerOf, openAlertmanager, rulesOf } from "../alert-parts.ts";
import type { Config } from "../config.ts";
import { advanceBoard } from "../core/alerts/advance-board.ts";
import { type HouseNames, viewOf } from "../core/alerts/alert-view.ts";
import { emptyBoard } from "../core/alerts/board.ts";
import { houseAlerts, knownAlerts } from "../known-alerts.ts";

/** What `run` would show of alerts now, and whether it could; undefined when the config wants none. Changes nothing. */
export async function planAlerts(
  config: Config,
  version: string,
  house: HouseNames,
  signal: AbortSignal,
): Promise<{ readonly ok: boolean; readonly text: string } | undefined> {
  const { alerts, mqtt } = config;
  if (alerts === undefined || mqtt === undefined) return undefined;
  const [shown, broker] = await Promise.allSettled([
    describeAlerts(config, version, house, signal),
    checkBroker(brokerOf(mqtt, config.homeAssistant.name), signal),
  ]);
  return {
    ok: shown.status === "fulfilled" && broker.status === "fulfilled",
    text: [
      shown.status === "fulfilled" ? shown.value : `Alerts: ${describeError(shown.reason)}`,
      `MQTT broker: ${broker.status === "fulfilled" ? `${mqtt.url} lets us in` : describeError(broker.reason)}`,
    ].join("\n"),
  };
}

async function describeAlerts(config: Config, version: string, house: HouseNames, signal: AbortSignal): Promise<string> {
  const settings = config.alerts?.alertmanager;
  if (settings === undefined) return "Alerts: those that are sent to POST /alerts; without alerts.alertmanager nothing can be asked, or silenced";
  await using stack = new AsyncDisposableStack();
  const { alerts, run } = await openAlertmanager(settings, version, stack).look(signal);
  const { board } = advanceBoard(emptyBoard, { kind: "poll", alerts, run, atMs: 0 }, rulesOf(config, houseAlerts));
  const lines = viewOf(board, knownAlerts, house)
    .alerts.filter(({ fires }) => fires)
    .flatMap(({ title, attributes }) => [`  ${title} (${String(attributes["severity"])}): ${String(attributes["count"])}`, ...summaryOf(attributes)]);
  const others = alerts.length - board.alerts.length;
  return [
    `Alerts: ${settings.url} answers; ${board.alerts.length} would be shown${others > 0 ? `, ${others} are another house's or not for people` : ""}`,
    ...lines,
  ].join("\n");
}

function summaryOf(attributes: Readonly<Record<string, unknown>>): string[] {
  return String(attributes["summary"])
    .split("\n")
    .map((line) => `    ${line}`);
}
