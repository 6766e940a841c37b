import type { Clock } from "@tiles/kit/clock";
import { withDeadline } from "@tiles/kit/deadline";
import { AppError, describeError } from "@tiles/kit/errors";
import { systemTrust, type Trust } from "@tiles/kit/trust";
import { checkDevice } from "./check-device.ts";
import { commands } from "./commands.ts";
import type { Origin } from "./discovery.ts";
import { type HassMqtt, type HassMqttEvent, HassMqttUnavailable } from "./hass-mqtt.ts";
import { type Lane, lane } from "./lane.ts";
import { session } from "./session.ts";
import { type Credential, stayConnected } from "./stay-connected.ts";
import { topicsOf } from "./topics.ts";
import { openWire } from "./wire.ts";

export type { HassMqtt, HassMqttEvent } from "./hass-mqtt.ts";

export interface HassMqttOptions {
  /** `mqtt://` or `mqtts://` */
  readonly url: string;
  /** Read at each login, and every 2 s after a refused one: `secretFile(...).read`. */
  readonly username?: Credential | undefined;
  readonly password?: Credential | undefined;
  /** For `mqtts://`. */
  readonly trust?: Trust | undefined;
  /** Default `homeassistant`. */
  readonly discoveryPrefix?: string | undefined;
  /** Such as `tiles/ha-bridge/home`, of this process alone: states, commands and availability live below it, and the client id is made from it. */
  readonly topicPrefix: string;
  readonly origin: Origin;
  /** How long `announce`, `publish`, ... wait for the broker. Default 10 s. */
  readonly withinMs?: number | undefined;
  readonly clock: Clock;
  readonly random?: (() => number) | undefined;
  /** Ends it, as disposing does: Home Assistant shows everything as unavailable. */
  readonly signal: AbortSignal;
  onEvent(event: HassMqttEvent): void;
}

const WITHIN_MS = 10_000;

/** Begins to connect, and keeps connected until it is disposed or `signal` is aborted. Needs no broker to begin. */
export function connectHassMqtt(options: HassMqttOptions): HassMqtt {
  const { url, clock, random = Math.random, onEvent, topicPrefix, withinMs = WITHIN_MS } = options;
  const topics = topicsOf(topicPrefix, options.discoveryPrefix ?? "homeassistant");
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const lanes = new Map<string, Lane>();
  const messages = new Set<string>();
  const listeners = commands(onEvent);
  const serving = session({ topics, lanes, messages, commands: listeners, clock, random, onEvent });
  const login = { username: options.username, password: options.password };
  const running = stayConnected(
    {
      ...login,
      clock,
      random,
      onEvent,
      serve: serving.serve,
      open: (login, signal) => {
        const will = { topic: topics.availability, payload: "offline" };
        const clientId = topicPrefix.replaceAll(/[^A-Za-z0-9]/g, "-");
        return openWire({ url, trust: options.trust ?? systemTrust, login, clientId, will, clock, onMessage: serving.receive }, signal);
      },
    },
    signal,
  );

  function laneOf(id: string): Lane {
    const known = lanes.get(id);
    if (known !== undefined) return known;
    const onNotSent = (error: AppError): void => onEvent({ kind: "notSent", error });
    const { isHomeAssistantThere } = serving;
    const made = lane({ id, topics, origin: options.origin, clock, signal, isHomeAssistantThere, onNotSent });
    lanes.set(id, made);
    serving.added(made);
    return made;
  }

  /** The component as announced; the rest is a mistake of the caller. */
  function announced(id: string, component: string): Lane {
    const found = lanes.get(id);
    if (found?.device?.components[component] === undefined) throw new Error(`${id}/${component} is not announced`);
    return found;
  }

  async function acknowledged(what: string, work: Promise<void>): Promise<void> {
    try {
      await withDeadline(clock, withinMs, signal, () => work);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new HassMqttUnavailable({ thing: `MQTT broker ${new URL(url).host}`, tried: what, cameBack: describeError(error), cause: error });
    }
  }

  return {
    get connected() {
      return serving.isConnected();
    },
    async announce(device) {
      checkDevice(device);
      await acknowledged(`announcing ${device.id}`, laneOf(device.id).announce(device));
    },
    remove: (id) => acknowledged(`removing ${id}`, laneOf(id).remove()),
    async publish(id, component, update) {
      await acknowledged(`publishing ${id}/${component}`, announced(id, component).publish(component, update));
    },
    async fire(id, component, type, attributes = {}) {
      const to = announced(id, component);
      const known = to.device?.components[component];
      if (known?.platform !== "event" || !known.eventTypes.includes(type)) throw new Error(`${id}/${component} has no event type "${type}"`);
      const work = serving.isConnected()
        ? to.fire(component, JSON.stringify({ ...attributes, event_type: type }))
        : Promise.reject(new Error("there is no connection"));
      await acknowledged(`firing ${id}/${component}`, work);
    },
    onCommand: (id, component, handler) => listeners.listen(topics.command(id, component), handler),
    onMessage(subtopic, handler) {
      const topic = topics.message(subtopic);
      if (!messages.has(topic)) serving.subscribe(topic);
      messages.add(topic);
      return listeners.listen(topic, handler);
    },
    async [Symbol.asyncDispose]() {
      stop.abort(new Error("the connection to the broker is closed"));
      await running;
    },
  };
}
