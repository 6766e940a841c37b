import { AppError, type AppErrorParts } from "@tiles/kit/errors";
import type { Device } from "./device.ts";

/** What a service shows in Home Assistant, by MQTT device discovery. Everything announced and published is said again when it may have been lost. */
export interface HassMqtt extends AsyncDisposable {
  readonly connected: boolean;
  /**
   * Announces or updates a device. Components that its last announcement had (be it by an earlier process) and this one lacks are removed in Home
   * Assistant. An equal device costs no message. Resolves when the broker has acknowledged; rejects with HassMqttUnavailable when it does not within
   * `withinMs`: the device is announced all the same once the broker is back. A device that breaks the rules of Home Assistant is a plain error.
   */
  announce(device: Device): Promise<void>;
  /** Home Assistant forgets the device and its entities, the broker their states. Promise as above. */
  remove(deviceId: string): Promise<void>;
  /**
   * Retained: the last state of each component is there after a restart of any of the three. Promise as above; what is equal costs no message. Two
   * calls for one component arrive in their order; while the broker is away only the last one counts. The component must be announced.
   */
  publish(deviceId: string, component: string, update: StateUpdate): Promise<void>;
  /** An `event` component; not retained. Rejects with HassMqttUnavailable when the broker is away: an event is never sent later. */
  fire(deviceId: string, component: string, type: string, attributes?: Record<string, unknown>): Promise<void>;
  /** Commands of a button, switch, ...: of one component one at a time, in order. Retained ones are ignored: they are old, and would come again. */
  onCommand(deviceId: string, component: string, handler: CommandHandler): Disposable;
  /** Other messages to the service, at `<topicPrefix>/<subtopic>`, on the same terms. */
  onMessage(subtopic: string, handler: CommandHandler): Disposable;
}

export interface StateUpdate {
  /** At most 255 characters are shown; `None` is shown as unknown. */
  readonly state?: string;
  readonly attributes?: Record<string, unknown>;
}

/** An error is told as `commandFailed`. */
export type CommandHandler = (payload: string) => void | Promise<void>;

/** What is worth a log line or a count. */
export type HassMqttEvent =
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected"; readonly error: AppError }
  /** The broker did not answer, or broke off; tried again after `retryAfterMs`. */
  | { readonly kind: "unreachable"; readonly error: AppError; readonly retryAfterMs: number }
  /** The broker does not want us; tried again after `retryAfterMs`, or as soon as user or password are others. */
  | { readonly kind: "refused"; readonly error: AppError; readonly retryAfterMs: number }
  /** Home Assistant has started: everything was sent again. */
  | { readonly kind: "homeAssistantStarted" }
  /** Something could not be sent although the broker is there; it is sent again with the next connection. */
  | { readonly kind: "notSent"; readonly error: AppError }
  | { readonly kind: "commandIgnored"; readonly topic: string; readonly why: "retained" | "nobody listens" | "too large" | "too many waiting" }
  | { readonly kind: "commandFailed"; readonly topic: string; readonly error: unknown };

/** The broker did not acknowledge in time. Nobody needs to repeat a state or a device; see each function. */
export class HassMqttUnavailable extends AppError {
  override name = "HassMqttUnavailable";

  constructor(parts: Omit<AppErrorParts, "code" | "whatToDo">) {
    super({ ...parts, code: "MQTT_UNAVAILABLE", whatToDo: "Check that the broker runs; the log says what the last try to connect came to." });
  }
}
