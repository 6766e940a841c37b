import type { HassMqttEvent } from "@tiles/hass-mqtt/hass-mqtt";
import type { Attributes, Counter, Meter } from "@opentelemetry/api";
import { describeError } from "@tiles/kit/errors";
import { type Logger, onChange } from "@tiles/kit/logger";
import type { Readiness } from "@tiles/kit/readiness";
import type { Board, LeftOut } from "./core/alerts/board.ts";
import { severities } from "./core/alerts/reported-alert.ts";
import { families } from "./core/catalogue.ts";
import type { Family } from "./core/family.ts";

/** One function for each fact about alerts that is worth a log line or a count. */
export interface AlertEvents {
  answered(status: number, why?: unknown): void;
  polled(malformed: number): void;
  pollFailed(error: unknown): void;
  leftOut(what: string, reason: string, count: number): void;
  leftOutOfBoard(leftOut: readonly LeftOut[]): void;
  shown(board: Board): void;
  notShown(error: unknown): void;
  fired(type: "fired" | "resolved", alert: string, facts: Record<string, unknown>): void;
  stopped(why: string | undefined): void;
  acted(action: "silence" | "never", facts: Record<string, unknown>, silences?: number): void;
  actionFailed(action: "silence" | "never", facts: Record<string, unknown>, error: unknown): void;
  commandIgnored(reason: string, why: string): void;
  causeUnknown(error: unknown): void;
  memoryDamaged(movedTo: string, why: string): void;
  notRemembered(error: unknown): void;
  remembered(): void;
  /** An error that nobody expected. */
  bug(error: unknown): void;
  mqtt(event: HassMqttEvent): void;
}

export interface AlertEventOptions {
  readonly logger: Logger;
  readonly meter: Meter;
  readonly readiness: Readiness;
  /** Whether an Alertmanager is asked. */
  readonly polls: boolean;
}

const REFUSALS: Readonly<Record<number, string>> = {
  400: "what was sent to us is no message with alerts",
  401: "alerts were sent to us without the right token",
  413: "alerts were sent to us in a body that is too large",
  503: "alerts that were sent to us could not be shown; their sender will repeat them",
};

export function createAlertEvents({ logger, meter, readiness, polls }: AlertEventOptions): AlertEvents {
  const changes = onChange(logger);
  const count = instruments(meter);
  let whyStopped: string | undefined;
  readiness.set("mqtt", false, "not connected yet");
  if (polls) readiness.set("alertmanager", false, "not asked yet");
  count.mqttConnected(0);
  count.stopped(0);

  const events: AlertEvents = {
    answered(status, why) {
      count.webhooks.add(1, { code: String(status) });
      if (status === 200) for (const key of Object.keys(REFUSALS)) changes.recovered(key, "alerts that are sent to us are taken again");
      else changes.failed(String(status), REFUSALS[status] ?? "a request with alerts was not taken", why ?? `HTTP ${status}`);
    },
    polled(malformed) {
      count.polls.add(1, { result: "ok" });
      readiness.set("alertmanager", true);
      changes.recovered("alertmanager", "Alertmanager answers again");
      if (malformed > 0) events.leftOut("alert", "malformed", malformed);
    },
    pollFailed(error) {
      count.polls.add(1, { result: "failed" });
      readiness.set("alertmanager", false, describeError(error));
      changes.failed("alertmanager", "Alertmanager does not answer; what is shown stays as it was", error);
    },
    leftOut(what, reason, number) {
      count.dropped.add(number, { what, reason });
      changes.failed(`left out ${what} ${reason}`, "some of what concerns alerts was left out", `${what}: ${reason}`, { count: number });
    },
    leftOutOfBoard(leftOut) {
      for (const { what, reason, count: number } of leftOut) events.leftOut(what, reason, number);
    },
    shown({ alerts }) {
      for (const severity of severities) {
        const all = alerts.filter((alert) => alert.severity === severity);
        const silenced = all.filter((alert) => alert.silenced).length;
        count.alerts(all.length - silenced, { severity, state: "firing" });
        count.alerts(silenced, { severity, state: "silenced" });
      }
      changes.recovered("show", "alerts are shown in Home Assistant again");
    },
    notShown(error) {
      changes.failed("show", "alerts cannot be shown in Home Assistant; it is tried again", error);
    },
    fired(type, alert, facts) {
      count.events.add(1, { type });
      logger.info({ alert, ...facts }, type === "fired" ? "an alert fires" : "an alert is over");
    },
    stopped(why) {
      count.stopped(why === undefined ? 0 : 1);
      if (why === whyStopped) return;
      whyStopped = why;
      if (why === undefined) logger.info("alerting works again");
      else logger.error({ why }, "alerting has stopped: nobody would be told of anything");
    },
    acted(action, facts, silences = 0) {
      count.actions.add(1, { action, result: "done" });
      if (silences > 0) count.silences.add(silences);
      logger.info(facts, action === "silence" ? "alerts were silenced from Home Assistant" : "an entity was given the label alerts_off");
    },
    actionFailed(action, facts, error) {
      count.actions.add(1, { action, result: "failed" });
      logger.error(
        { ...facts, err: error },
        action === "silence" ? "alerts could not be silenced" : "an entity could not be given the label alerts_off",
      );
    },
    commandIgnored(reason, why) {
      count.dropped.add(1, { what: "alert_command", reason });
      logger.warn({ reason, why }, "a command about alerts was ignored");
    },
    causeUnknown(error) {
      changes.failed("cause", "the logbook could not be asked why an alert fires", error);
    },
    memoryDamaged(movedTo, why) {
      logger.error({ movedTo, why }, "what was known of alerts is damaged and was put aside; it is found out again");
    },
    notRemembered(error) {
      changes.failed("memory", "what is known of alerts cannot be written to the state directory; a restart may tell things twice", error);
    },
    remembered() {
      changes.recovered("memory", "what is known of alerts can be written again");
    },
    bug(error) {
      logger.error({ err: error }, "something unexpected happened with alerts; it is tried again");
    },
    mqtt(event) {
      switch (event.kind) {
        case "connected":
          count.mqttConnected(1);
          readiness.set("mqtt", true);
          changes.recovered("mqtt", "connected to the MQTT broker again");
          return;
        case "disconnected":
        case "unreachable":
        case "refused":
          count.mqttConnected(0);
          readiness.set("mqtt", false, describeError(event.error));
          changes.failed("mqtt", "not connected to the MQTT broker", event.error);
          return;
        case "homeAssistantStarted":
          logger.info("Home Assistant has started; alerts were announced to it again");
          return;
        case "notSent":
          changes.failed("not sent", "something could not be sent to the MQTT broker", event.error);
          return;
        case "commandIgnored":
          events.commandIgnored(event.why.replaceAll(" ", "_"), event.topic);
          return;
        case "commandFailed":
          logger.error({ topic: event.topic, err: event.error }, "a command from Home Assistant failed");
      }
    },
  };
  return events;
}

function instruments(meter: Meter) {
  const counter = ({ name, help }: Family): Counter => meter.createCounter(name, { description: help });
  const gauge = ({ name, help }: Family) => {
    const instrument = meter.createGauge(name, { description: help });
    return (value: number, attributes?: Attributes) => instrument.record(value, attributes);
  };
  return {
    alerts: gauge(families.bridgeAlerts),
    stopped: gauge(families.bridgeAlertingStopped),
    mqttConnected: gauge(families.bridgeMqttConnected),
    webhooks: counter(families.bridgeAlertWebhooksTotal),
    polls: counter(families.bridgeAlertPollsTotal),
    events: counter(families.bridgeAlertEventsTotal),
    actions: counter(families.bridgeAlertActionsTotal),
    silences: counter(families.bridgeAlertSilencesTotal),
    dropped: counter(families.bridgeDroppedTotal),
  };
}
