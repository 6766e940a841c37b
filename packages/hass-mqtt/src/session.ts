import type { Clock } from "@tiles/kit/clock";
import { DeadlineExceeded, withDeadline } from "@tiles/kit/deadline";
import { AppError } from "@tiles/kit/errors";
import type { Commands } from "./commands.ts";
import type { HassMqttEvent } from "./hass-mqtt.ts";
import type { Lane, LaneWire } from "./lane.ts";
import type { Topics } from "./topics.ts";
import type { Message, Wire } from "./wire.ts";

export interface SessionOptions {
  readonly topics: Topics;
  readonly lanes: ReadonlyMap<string, Lane>;
  /** Topics of messages that are no commands of components. */
  readonly messages: ReadonlySet<string>;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly random: () => number;
  onEvent(event: HassMqttEvent): void;
}

/** What is done with a connection, one connection after the other. */
export interface Session {
  isConnected(): boolean;
  /** It heeds what is said now. */
  isHomeAssistantThere(): boolean;
  serve(wire: Wire, signal: AbortSignal): Promise<void>;
  receive(message: Message): void;
  added(lane: Lane): void;
  subscribe(topic: string): void;
}

// Every service of the house hears the same birth; Home Assistant gets their answers spread over this time.
const BIRTH_JITTER_MS = 5_000;
// Home Assistant does not keep its birth at the broker by default. One that runs was most likely there before us; one that starts with us is there by then.
const UNKNOWN_FOR_MS = 10 * 60_000;
const ECHO_WITHIN_MS = 5_000;
const FAREWELL_WITHIN_MS = 2_000;

/**
 * 1. Commands and Home Assistant's birth are subscribed to, so that nothing falls between.
 * 2. Every device and every last state is said.
 * 3. Then the service is available: no entity shows a state older than this connection.
 * At the end it says that it is unavailable, which the broker's will does when it cannot.
 */
export function session({ topics, lanes, messages, commands, clock, random, onEvent }: SessionOptions): Session {
  let wire: Wire | undefined;
  let laneWire: LaneWire | undefined;
  let homeAssistant: "unknown" | "there" | "away" = "unknown";
  let connectedAtMs = 0;
  let echoes = 0;
  const waitingEchoes = new Map<string, () => void>();
  const retained = new Map<string, string>();
  const births = new Set<AbortController>();

  async function serve(next: Wire, signal: AbortSignal): Promise<void> {
    wire = next;
    homeAssistant = "unknown";
    connectedAtMs = clock.monotonicMs();
    const over: LaneWire = {
      publish: next.publish,
      retained: (topic) => readRetained(next, topic),
      get isOpen() {
        return next.isOpen;
      },
    };
    const aborted = Promise.withResolvers<void>();
    const abort = (): void => aborted.resolve();
    signal.addEventListener("abort", abort, { once: true });
    try {
      const ended = next.closed.then((error) => Promise.reject(error));
      await Promise.race([begin(next, over, signal), ended, aborted.promise]);
      if (!signal.aborted) onEvent({ kind: "connected" });
      await Promise.race([ended, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", abort);
      forgetBirths();
      wire = undefined;
      laneWire = undefined;
      for (const lane of lanes.values()) void lane.use(undefined);
      await farewell(next);
    }
  }

  async function begin(next: Wire, over: LaneWire, signal: AbortSignal): Promise<void> {
    for (const topic of [topics.commands, topics.birth, ...messages]) await next.subscribe(topic);
    await next.subscribe(topics.echo, true);
    signal.throwIfAborted();
    laneWire = over;
    await said([...lanes.values()].map((lane) => lane.use(over)));
    await next.publish(topics.availability, "online", true);
  }

  async function farewell(over: Wire): Promise<void> {
    const goodbye = async (): Promise<void> => {
      await over.publish(topics.availability, "offline", true);
    };
    if (over.isOpen) await withDeadline(clock, FAREWELL_WITHIN_MS, new AbortController().signal, goodbye).catch(() => undefined);
    await over.end();
  }

  /** A broker sends what it has kept before what comes after the subscription. */
  async function readRetained(over: Wire, topic: string): Promise<string | undefined> {
    retained.delete(topic);
    await over.subscribe(topic);
    const mark = String((echoes += 1));
    const echo = Promise.withResolvers<void>();
    waitingEchoes.set(mark, echo.resolve);
    try {
      await over.publish(topics.echo, mark, false);
      await withDeadline(clock, ECHO_WITHIN_MS, new AbortController().signal, () => echo.promise);
    } catch (error) {
      // An access list that lets nothing come back: what the broker has kept stays unknown.
      if (!(error instanceof DeadlineExceeded)) throw error;
    } finally {
      waitingEchoes.delete(mark);
    }
    return retained.get(topic);
  }

  function heardOf({ payload, retained }: Message): void {
    if (payload === "offline") {
      homeAssistant = "away";
      forgetBirths();
    }
    if (payload !== "online") return;
    // A retained one is older than this connection, which says everything anyway.
    if (retained) homeAssistant = "there";
    else if (births.size === 0) void homeAssistantStarted();
  }

  function forgetBirths(): void {
    for (const birth of births) birth.abort();
    births.clear();
  }

  async function homeAssistantStarted(): Promise<void> {
    const birth = new AbortController();
    births.add(birth);
    try {
      await clock.sleep(random() * BIRTH_JITTER_MS, birth.signal);
      await said([...lanes.values()].map((lane) => lane.repeat()));
      if (birth.signal.aborted) return;
      homeAssistant = "there";
      onEvent({ kind: "homeAssistantStarted" });
    } catch (error) {
      if (!birth.signal.aborted) throw error;
    } finally {
      births.delete(birth);
    }
  }

  return {
    isConnected: () => wire?.isOpen === true,
    isHomeAssistantThere: () => homeAssistant === "there" || (homeAssistant === "unknown" && clock.monotonicMs() - connectedAtMs > UNKNOWN_FOR_MS),
    serve,
    receive(message) {
      const { topic, payload } = message;
      if (topic === topics.echo) waitingEchoes.get(payload)?.();
      else if (topic === topics.birth) {
        heardOf(message);
      } else if (isCommand(topic) || messages.has(topic)) commands.receive(message);
      else if (message.retained) retained.set(topic, payload);
    },
    added(lane) {
      if (laneWire !== undefined) void said([lane.use(laneWire)]);
    },
    subscribe(topic) {
      const over = wire;
      void over?.subscribe(topic).catch((error: unknown) => {
        if (over.isOpen && error instanceof AppError) onEvent({ kind: "notSent", error });
      });
    },
  };

  function isCommand(topic: string): boolean {
    const [start = "", end = ""] = topics.commands.split("/+/+/");
    return topic.startsWith(`${start}/`) && topic.endsWith(`/${end}`);
  }
}

/** Waits for all; what could not be said was told by its lane. */
async function said(all: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(all);
}
