import type { Clock } from "@tiles/kit/clock";
import { withDeadline } from "@tiles/kit/deadline";
import { AppError } from "@tiles/kit/errors";
import type { Secret } from "@tiles/kit/secret";
import type { Trust } from "@tiles/kit/trust";
import { MqttClient, type IClientOptions, type IPublishPacket } from "mqtt";
import { connectionError, refusedError } from "./broker-errors.ts";
import { endsTogether } from "./ends-together.ts";
import { openStream } from "./open-stream.ts";

export interface Login {
  readonly username?: Secret | undefined;
  readonly password?: Secret | undefined;
}

export interface Message {
  readonly topic: string;
  readonly payload: string;
  /** It was there before we subscribed. */
  readonly retained: boolean;
}

/** One connection to the broker, from the login to its end. After the end everything rejects. */
export interface Wire {
  readonly isOpen: boolean;
  /** Resolves with the reason when the connection has ended. */
  readonly closed: Promise<AppError>;
  /** Resolves when the broker has acknowledged. Rejects with MQTT_NOT_ALLOWED or MQTT_TOO_LARGE when it does not want this message. */
  publish(topic: string, payload: string, retain: boolean): Promise<void>;
  /** Our own messages do not come back, unless `echo`. */
  subscribe(topic: string, echo?: boolean): Promise<void>;
  /** Ends the connection in order: the broker does not send the will. */
  end(): Promise<void>;
}

export interface WireOptions {
  readonly url: string;
  readonly trust: Trust;
  readonly login: Login;
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly payload: string };
  readonly clock: Clock;
  onMessage(message: Message): void;
}

const CONNECT_WITHIN_MS = 15_000;
const ACKNOWLEDGED_WITHIN_MS = 20_000;
const END_WITHIN_MS = 2_000;
// A dead broker is seen, and a dead service shown as unavailable, after 1.5 times this.
const KEEPALIVE_SECONDS = 15;
// What the broker may send us: discovery messages of our own are the largest.
const MAX_PACKET_BYTES = 4 * 1024 * 1024;

/** Rejects with an AppError: `isRefusal` tells whether it is worth trying again soon. */
export async function openWire(options: WireOptions, signal: AbortSignal): Promise<Wire> {
  const broker = new URL(options.url).host;
  try {
    return await withDeadline(options.clock, CONNECT_WITHIN_MS, signal, (inner) => login(options, broker, inner));
  } catch (error) {
    signal.throwIfAborted();
    throw connectionError(broker, "connecting", error);
  }
}

async function login(options: WireOptions, broker: string, signal: AbortSignal): Promise<Wire> {
  const stream = await openStream(options.url, options.trust, signal);
  const client = new MqttClient(() => stream, clientOptions(options));
  const connected = Promise.withResolvers<number | undefined>();
  const closed = Promise.withResolvers<AppError>();
  // While the connection stands, its end is the answer to everything that waits: MQTT.js itself would wait for a next connection.
  const waits = endsTogether();
  let isOpen = true;
  const close = (error: unknown): void => {
    if (!isOpen) return;
    isOpen = false;
    const why = connectionError(broker, "keeping the connection", error);
    closed.resolve(why);
    waits.end(why);
    connected.reject(error);
    client.end(true);
  };
  signal.addEventListener("abort", () => connected.reject(signal.reason), { once: true });
  client.on("connect", ({ properties }) => connected.resolve(properties?.maximumPacketSize));
  client.on("error", close);
  client.on("disconnect", ({ reasonCode }) => close(Object.assign(new Error("the broker ended the connection"), { code: reasonCode })));
  client.on("close", () => close(new Error("the connection was cut")));
  client.on("message", (topic, payload, { retain }: IPublishPacket) => options.onMessage({ topic, payload: payload.toString(), retained: retain }));
  let maxBytes: number | undefined;
  try {
    maxBytes = await connected.promise;
  } catch (error) {
    close(error);
    throw error;
  }

  async function acknowledged<T>(tried: string, work: Promise<T>): Promise<T> {
    try {
      return await withDeadline(options.clock, ACKNOWLEDGED_WITHIN_MS, new AbortController().signal, () => waits.orEnd(work));
    } catch (error) {
      if (!isOpen) throw await closed.promise;
      if (!hasReason(error)) close(error);
      throw isOpen ? refusedError(broker, tried, error) : await closed.promise;
    }
  }

  return {
    get isOpen() {
      return isOpen;
    },
    closed: closed.promise,
    async publish(topic, payload, retain) {
      const bytes = Buffer.byteLength(payload) + Buffer.byteLength(topic);
      if (maxBytes !== undefined && bytes + PACKET_OVERHEAD_BYTES > maxBytes) throw tooLarge(broker, topic, bytes, maxBytes);
      await acknowledged(`publishing to ${topic}`, client.publishAsync(topic, payload, { qos: 1, retain }));
    },
    async subscribe(topic, echo = false) {
      await acknowledged(`subscribing to ${topic}`, client.subscribeAsync(topic, { qos: 1, nl: !echo }));
    },
    async end() {
      if (!isOpen) return;
      const over = new AbortController().signal;
      await withDeadline(options.clock, END_WITHIN_MS, over, () => client.endAsync()).catch(() => undefined);
      close(new Error("we ended the connection"));
    },
  };
}

// More than the fixed header, the packet id and the length fields take.
const PACKET_OVERHEAD_BYTES = 32;

function clientOptions({ clientId, will, login: { username, password } }: WireOptions): IClientOptions {
  return {
    protocolVersion: 5,
    clientId,
    // Nothing is kept for us while we are away: a press of an hour ago must not act now.
    clean: true,
    reconnectPeriod: 0,
    keepalive: KEEPALIVE_SECONDS,
    connectTimeout: CONNECT_WITHIN_MS,
    properties: { maximumPacketSize: MAX_PACKET_BYTES },
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
    ...(username === undefined ? {} : { username: username.reveal() }),
    ...(password === undefined ? {} : { password: password.reveal() }),
  };
}

function hasReason(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "number";
}

function tooLarge(broker: string, topic: string, bytes: number, maxBytes: number): AppError {
  return new AppError({
    code: "MQTT_TOO_LARGE",
    thing: `MQTT broker ${broker}`,
    tried: `publishing to ${topic}`,
    cameBack: `it takes ${maxBytes} bytes and these are ${bytes}`,
    whatToDo: "Raise max_packet_size of the broker.",
  });
}
