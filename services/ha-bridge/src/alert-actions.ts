import type { Clock } from "@tiles/kit/clock";
import { withDeadline } from "@tiles/kit/deadline";
import { AppError } from "@tiles/kit/errors";
import { type Backoff, retry } from "@tiles/kit/retry";
import type { AlertEvents } from "./alert-events.ts";
import type { AlertAction } from "./alerts/device.ts";
import { planSilences } from "./core/alerts/plan-silences.ts";
import { entityOf, type ReportedAlert } from "./core/alerts/reported-alert.ts";
import type { Alertmanager, HouseControls } from "./ports.ts";

/** Whatever has this label, itself or by its device or area, is left out by the rules of the catalogue. */
export const ALERTS_OFF = {
  id: "alerts_off",
  description: "No alerts about what has this label. Set by “never alert again”; take it off to be told again.",
} as const;

export interface AlertActionOptions {
  readonly instance: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly alertmanager: Alertmanager | undefined;
  /** What fires right now. */
  firing(): readonly ReportedAlert[];
  /** Home Assistant, while it is connected. */
  controls(): HouseControls | undefined;
  readonly events: AlertEvents;
}

const ACT_WITHIN_MS = 30_000;
const TRY_AGAIN: Backoff = { firstMs: 500, maxMs: 5_000, factor: 2, jitter: 0.2 };
// A person waits for what the press of a button does.
const LAST_ATTEMPT = 3;

/** Does what a person asks for, one after the other; resolves when it is done or has failed, which is logged and counted. */
export function createAlertActions(options: AlertActionOptions): (action: AlertAction) => Promise<void> {
  const { events, clock } = options;
  let last: Promise<void> = Promise.resolve();

  return (action) => {
    // Two presses at a time must not both find that there is no silence yet.
    last = last.then(() => act(action));
    return last;
  };

  async function act(action: AlertAction): Promise<void> {
    const facts = { alert: action.alert, ...(action.entityId !== undefined && { entityId: action.entityId }) };
    try {
      await withDeadline(clock, ACT_WITHIN_MS, options.signal, async (signal) => {
        if (action.kind === "silence") events.acted("silence", { ...facts, hours: action.hours }, await silence(action, signal));
        else {
          await never(action);
          events.acted("never", facts);
        }
      });
    } catch (error) {
      if (!options.signal.aborted) events.actionFailed(action.kind, facts, error);
    }
  }

  /** The number of silences written. Each try looks at what is there first, so an answer that was lost does not make a second silence. */
  async function silence(action: Extract<AlertAction, { kind: "silence" }>, signal: AbortSignal): Promise<number> {
    const { alertmanager } = options;
    if (alertmanager === undefined) throw noAlertmanager();
    return await retry(TRY_AGAIN, clock, signal, async (attempt) => {
      try {
        const wish = { alerts: alertsOf(action), hours: action.hours, comment: commentOf(action) };
        const wanted = planSilences(wish, await alertmanager.silences(signal), clock.now());
        for (const one of wanted) await alertmanager.putSilence(one, signal);
        return { kind: "done", value: wanted.length };
      } catch (error) {
        if (error instanceof AppError && error.code === "BRIDGE_ALERTMANAGER_AWAY" && attempt < LAST_ATTEMPT) return { kind: "again" };
        throw error;
      }
    });
  }

  /** Without an entity all that the alert fires for; with one, that one, even if it is over meanwhile. */
  function alertsOf({ alert, entityId }: AlertAction): readonly Pick<ReportedAlert, "labels">[] {
    const firing = options.firing().filter((one) => one.name === alert && (entityId === undefined || entityOf(one) === entityId));
    if (firing.length > 0 || entityId === undefined) return firing;
    return [{ labels: { alertname: alert, instance: options.instance, entity_id: entityId } }];
  }

  async function never({ entityId }: Extract<AlertAction, { kind: "never" }>): Promise<void> {
    const controls = options.controls();
    if (controls === undefined) throw notConnected(entityId);
    if ((await controls.ensureLabel(entityId, ALERTS_OFF)) === "unregistered") throw noEntry(entityId);
  }
}

function commentOf({ alert, entityId, hours }: Extract<AlertAction, { kind: "silence" }>): string {
  return `Silenced for ${hours} h in Home Assistant: ${alert}${entityId === undefined ? ", everything it fires for" : ` for ${entityId}`}`;
}

function noAlertmanager(): AppError {
  return new AppError({
    code: "BRIDGE_ALERTMANAGER_REFUSED",
    thing: "Alertmanager",
    tried: "writing a silence",
    cameBack: "the config names none",
    whatToDo: "Set alerts.alertmanager.url.",
  });
}

function notConnected(entityId: string): AppError {
  return new AppError({
    code: "BRIDGE_HA_NOT_CONNECTED",
    thing: "Home Assistant",
    tried: `giving ${entityId} the label ${ALERTS_OFF.id}`,
    cameBack: "there is no connection",
    whatToDo: "Try again when Home Assistant is connected.",
  });
}

function noEntry(entityId: string): AppError {
  return new AppError({
    code: "BRIDGE_ALERTS_NO_ENTRY",
    thing: entityId,
    tried: `giving it the label ${ALERTS_OFF.id}`,
    cameBack: "Home Assistant's registry has no entry for it",
    whatToDo: "Give it a unique_id in its YAML, or leave it out in the values of the alert.",
  });
}
