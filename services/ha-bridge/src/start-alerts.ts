import { join } from "node:path";
import type { Meter } from "@opentelemetry/api";
import { connectHassMqtt } from "@tiles/hass-mqtt/connect";
import type { Clock } from "@tiles/kit/clock";
import type { Route } from "@tiles/kit/health-server";
import type { Logger } from "@tiles/kit/logger";
import type { Readiness } from "@tiles/kit/readiness";
import { createAlertActions } from "./alert-actions.ts";
import { createCauses } from "./alert-cause.ts";
import { createAlertEvents } from "./alert-events.ts";
import { brokerOf, openAlertmanager, rulesOf } from "./alert-parts.ts";
import { type Alerting, createAlerting } from "./alerting.ts";
import { COMMAND_SUBTOPIC, readCommand } from "./alerts/command.ts";
import type { AlertAction } from "./alerts/device.ts";
import { alertMemoryFile } from "./alerts/memory.ts";
import { alertsRoute } from "./alerts/receiver.ts";
import { alertScreen } from "./alerts/show.ts";
import type { Config } from "./config.ts";
import type { KnownAlert } from "./core/alerts/alert-view.ts";
import type { HouseView } from "./house-view.ts";
import type { HouseControls } from "./ports.ts";

export interface AlertsOptions {
  readonly version: string;
  readonly stateDir: string;
  /** Alerts that have their entities from the beginning. */
  readonly knownAlerts: readonly KnownAlert[];
  /** Alerts that are evaluated for each house. */
  readonly houseAlerts: ReadonlySet<string>;
  readonly house: HouseView;
  /** Resolves when the house was read for the first time. */
  readonly houseRead: Promise<void>;
  controls(): HouseControls | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly readiness: Readiness;
}

export interface RunningAlerts extends AsyncDisposable {
  /** For the service's own server. */
  readonly routes: readonly Route[];
  run(signal: AbortSignal): Promise<void>;
}

// A house that is away has names as well, but an alert does not wait for them.
const HOUSE_READ_WITHIN_MS = 5_000;
// The answer to a webhook has to come within 8 s, and says then why it is none of 200.
const BROKER_WITHIN_MS = 5_000;

/** Opens what brings alerts into Home Assistant, when the config wants that; `run` begins it. */
export async function startAlerts(config: Config, options: AlertsOptions): Promise<RunningAlerts | undefined> {
  const { clock, house, version, knownAlerts } = options;
  const instance = config.homeAssistant.name;
  const { alerts, mqtt: broker } = config;
  if (alerts === undefined || broker === undefined) return undefined;
  await using stack = new AsyncDisposableStack();
  const stop = new AbortController();
  stack.defer(() => stop.abort(new Error("alerts are closed")));
  const events = createAlertEvents({ ...options, polls: alerts.alertmanager !== undefined });
  // Before anything can ask for it.
  const memory = alertMemoryFile(join(options.stateDir, "alerts.json"), clock, events.memoryDamaged);
  const remembered = await memory.read();
  const alertmanager = alerts.alertmanager && openAlertmanager(alerts.alertmanager, version, stack);
  const mqtt = stack.use(
    connectHassMqtt({
      ...brokerOf(broker, instance),
      origin: { name: "ha-bridge", swVersion: version },
      withinMs: BROKER_WITHIN_MS,
      clock,
      random: options.random,
      signal: stop.signal,
      onEvent(event) {
        events.mqtt(event);
        if (event.kind === "connected") void alerting.refresh().catch(() => undefined);
      },
    }),
  );

  const act = createAlertActions({
    instance,
    clock,
    signal: stop.signal,
    alertmanager,
    firing: () => alerting.firing,
    controls: options.controls,
    events,
  });
  const actAndLook = async (action: AlertAction) => {
    await act(action);
    // So that it shows at once that something is silent now.
    await alerting.refresh().catch(() => undefined);
  };
  const alerting: Alerting = createAlerting({
    rules: rulesOf(config, options.houseAlerts),
    knownAlerts,
    deadManAfterMs: alerts.deadMan.after,
    pollIntervalMs: alerts.alertmanager?.pollInterval ?? TIME_STEP_MS,
    alertmanager,
    screen: stack.use(alertScreen({ mqtt, instance, version, canSilence: alertmanager !== undefined, act: actAndLook })),
    memory,
    remembered,
    house,
    houseRead: Promise.race([options.houseRead, clock.sleep(HOUSE_READ_WITHIN_MS, stop.signal).catch(() => undefined)]),
    causeOf: createCauses({ ...house, controls: options.controls, clock, signal: stop.signal, onUnknown: events.causeUnknown }),
    clock,
    events,
  });
  stack.use(
    mqtt.onMessage(COMMAND_SUBTOPIC, async (payload) => {
      const command = readCommand(payload);
      if (command.kind === "ignored") events.commandIgnored(command.reason, command.why);
      else await actAndLook(command);
    }),
  );
  const { tokenFile: token } = alerts;
  const routes = token === undefined ? [] : [alertsRoute({ token, clock, receive: alerting.receive, onAnswer: events.answered })];
  const closing = stack.move();
  return { routes, run: alerting.run, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

// Without an Alertmanager only time is looked at: alerts that end by themselves, the dead man.
const TIME_STEP_MS = 30_000;
