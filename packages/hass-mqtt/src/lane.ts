import type { Clock } from "@tiles/kit/clock";
import { AppError } from "@tiles/kit/errors";
import type { Component, Device } from "./device.ts";
import { type ComponentConfig, discoveryMessage, type Origin, readDiscoveryMessage, withComponents } from "./discovery.ts";
import type { StateUpdate } from "./hass-mqtt.ts";
import type { Topics } from "./topics.ts";
import type { Wire } from "./wire.ts";

/** A connection as a lane sees it. */
export interface LaneWire extends Pick<Wire, "isOpen" | "publish"> {
  /** The message that the broker keeps at this topic. */
  retained(topic: string): Promise<string | undefined>;
}

export interface LaneOptions {
  readonly id: string;
  readonly topics: Topics;
  readonly origin: Origin;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What is removed while this is false is removed once more when Home Assistant has started. */
  isHomeAssistantThere(): boolean;
  /** The broker does not want a message. */
  onNotSent(error: AppError): void;
}

/** All messages about one device, one after the other, and what they should come to. */
export interface Lane {
  readonly device: Device | undefined;
  announce(device: Device): Promise<void>;
  remove(): Promise<void>;
  publish(component: string, update: StateUpdate): Promise<void>;
  fire(component: string, payload: string): Promise<void>;
  /** From now on over this connection, or over none. Everything is said again; resolves when it is said. */
  use(wire: LaneWire | undefined): Promise<void>;
  /** Home Assistant has started: everything is said again over the same connection. */
  repeat(): Promise<void>;
}

interface Job {
  readonly what: string;
  run: (wire: LaneWire) => Promise<void>;
  readonly done: PromiseWithResolvers<void>;
  /** An event is not sent over a later connection. */
  readonly onlyNow: boolean;
}

// A discovery message holds the whole device: a hundred changes at once, as in a storm of alerts, become two messages.
const SETTLE_MS = 1_000;
// While a component is still being set up, Home Assistant puts its next message aside and leaves out what stands behind it in the same message (the loop
// in its mqtt/discovery.py). Right after its start, setting up takes long.
const SETTLE_AFTER_START_MS = 5_000;
// Entries that tell Home Assistant to forget a component stay in the message: it may have been away when the first one came.
const MAX_REMOVED = 100;
const LONGEST_STATE = 255;

export function lane(options: LaneOptions): Lane {
  const { id, topics, origin, clock, signal } = options;
  const jobs: Job[] = [];
  /** Topic -> payload that the broker should keep. */
  const states = new Map<string, string>();
  /** Topic -> payload that the broker has acknowledged over this connection. */
  const said = new Map<string, string>();
  let device: Device | undefined;
  let isToBeRemoved = false;
  /** What Home Assistant should know now, and the message that told it. */
  let shown: ReadonlyMap<string, ComponentConfig> = new Map();
  let lastMessage: string | undefined;
  /** Removed while Home Assistant was away: it would keep them for ever, as entities that nothing provides. */
  const unseen = new Map<string, ComponentConfig>();
  const removed = new Map<string, string>();
  let isKnown = false;
  let wire: LaneWire | undefined;
  let isRunning = false;
  let settledAtMs = 0;

  function enqueue(what: string, run: Job["run"], onlyNow = false): Promise<void> {
    // The next connection says everything anyway: until then one job for each thing waits, however often it is asked for.
    const idle = onlyNow || wire?.isOpen === true ? [] : jobs.slice(isRunning ? 1 : 0);
    const waiting = idle.find((job) => !job.onlyNow && job.what === what);
    if (waiting !== undefined) {
      waiting.run = run;
      return waiting.done.promise;
    }
    const done = Promise.withResolvers<void>();
    jobs.push({ what, run, done, onlyNow });
    void pump();
    return done.promise;
  }

  async function pump(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      const job = jobs[0];
      const over = wire;
      if (job === undefined || over?.isOpen !== true) break;
      try {
        await job.run(over);
        job.done.resolve();
      } catch (error) {
        // The next connection does it again, unless this was no trouble of the connection.
        if (!over.isOpen || signal.aborted) break;
        job.done.reject(error);
        if (error instanceof AppError) options.onNotSent(error);
      }
      const at = jobs.indexOf(job);
      if (at >= 0) jobs.splice(at, 1);
    }
    isRunning = false;
    if (jobs.length > 0 && wire?.isOpen === true && !signal.aborted) void pump();
  }

  async function say(over: LaneWire, topic: string, payload: string): Promise<void> {
    if (said.get(topic) === payload) return;
    await over.publish(topic, payload, true);
    said.set(topic, payload);
  }

  /** What the broker has kept tells what an earlier process had announced. */
  async function learn(over: LaneWire): Promise<void> {
    if (isKnown) return;
    const message = await over.retained(topics.discovery(id));
    const before = readDiscoveryMessage(message);
    lastMessage ??= message;
    shown = new Map([...before.shown, ...shown]);
    for (const [component, platform] of before.removed) if (!removed.has(component)) removed.set(component, platform);
    isKnown = true;
  }

  async function sayDevice(over: LaneWire): Promise<void> {
    await learn(over);
    if (isSaid()) return;
    await settle();
    // What has changed during the wait is part of it.
    if (isToBeRemoved) return sayRemoval(over);
    if (device === undefined) return;
    const { components } = device;
    const gone = [...shown].filter(([component, { platform }]) => components[component]?.platform !== platform);
    bury(gone);
    // An entity cannot change its platform: the old one goes first, with a message of its own.
    const changed = gone.filter(([component]) => components[component] !== undefined);
    if (changed.length > 0) await sayDiscovery(over, { ...device, components: without(components, changed) });
    for (const component of Object.keys(components)) {
      removed.delete(component);
      unseen.delete(component);
    }
    dropOldest(removed);
    dropOldest(unseen);
    await sayDiscovery(over, device);
    for (const [component] of gone) await clearStates(over, component);
  }

  function isSaid(): boolean {
    return device !== undefined && said.get(topics.discovery(id)) === discoveryMessage(device, removed, origin, topics);
  }

  async function settle(): Promise<void> {
    const leftMs = settledAtMs - clock.monotonicMs();
    if (leftMs > 0) await clock.sleep(leftMs, signal);
  }

  function bury(gone: readonly (readonly [string, ComponentConfig])[]): void {
    for (const [component, config] of gone) {
      removed.set(component, config.platform);
      if (!options.isHomeAssistantThere()) unseen.set(component, config);
    }
  }

  async function sayDiscovery(over: LaneWire, what: Device): Promise<void> {
    const message = discoveryMessage(what, removed, origin, topics);
    await sayMessage(over, message);
    ({ shown } = readDiscoveryMessage(message));
  }

  async function sayMessage(over: LaneWire, message: string, settleMs = SETTLE_MS): Promise<void> {
    if (said.get(topics.discovery(id)) === message) return;
    await settle();
    settledAtMs = clock.monotonicMs() + settleMs;
    await say(over, topics.discovery(id), message);
    if (message !== "") lastMessage = message;
  }

  async function sayRemoval(over: LaneWire): Promise<void> {
    if (shown.size === 0 && removed.size === 0) return;
    bury([...shown]);
    await sayMessage(over, "");
    for (const component of shown.keys()) await clearStates(over, component);
    shown = new Map();
    removed.clear();
  }

  /** Home Assistant removes only what it has been told of since its start: tell it once more. */
  async function showUnseen(over: LaneWire): Promise<void> {
    if (unseen.size === 0 || lastMessage === undefined) return;
    await sayMessage(over, withComponents(lastMessage, unseen), SETTLE_AFTER_START_MS);
    shown = new Map([...shown, ...unseen]);
    unseen.clear();
  }

  async function clearStates(over: LaneWire, component: string): Promise<void> {
    for (const topic of [topics.state(id, component), topics.attributes(id, component)]) if (!states.has(topic)) await say(over, topic, "");
  }

  async function sayAll(over: LaneWire): Promise<void> {
    await sayDevice(over);
    for (const [topic, payload] of states) {
      try {
        await say(over, topic, payload);
      } catch (error) {
        // One message that the broker does not want must not hold back the others.
        if (!over.isOpen || !(error instanceof AppError)) throw error;
        options.onNotSent(error);
      }
    }
  }

  function forgetStates(keep: Readonly<Record<string, Component>>): void {
    for (const [component, { platform }] of Object.entries(device?.components ?? {})) {
      if (keep[component]?.platform === platform) continue;
      states.delete(topics.state(id, component));
      states.delete(topics.attributes(id, component));
    }
  }

  return {
    get device() {
      return device;
    },
    announce(next) {
      forgetStates(next.components);
      device = structuredClone(next);
      isToBeRemoved = false;
      return enqueue("device", sayDevice);
    },
    remove() {
      forgetStates({});
      device = undefined;
      isToBeRemoved = true;
      return enqueue("device", sayDevice);
    },
    publish(component, { state, attributes }) {
      const isUpdate = device?.components[component]?.platform === "update";
      const messages = new Map<string, string>();
      if (attributes !== undefined) messages.set(topics.attributes(id, component), JSON.stringify(attributes));
      if (state !== undefined) messages.set(topics.state(id, component), isUpdate ? state : state.slice(0, LONGEST_STATE));
      for (const [topic, payload] of messages) states.set(topic, payload);
      return enqueue(`state ${component}`, async (over) => {
        for (const [topic, payload] of messages) if (states.has(topic)) await say(over, topic, payload);
      });
    },
    fire: (component, payload) => enqueue(`event ${component}`, (over) => over.publish(topics.state(id, component), payload, false), true),
    use(next) {
      wire = next;
      said.clear();
      isKnown = false;
      return next === undefined ? Promise.resolve() : startOver();
    },
    repeat() {
      said.clear();
      return startOver(async (over) => {
        await showUnseen(over);
        await sayAll(over);
      });
    },
  };

  /** In place of all jobs that wait: what they were to say is part of everything. */
  function startOver(run: Job["run"] = sayAll): Promise<void> {
    const waiting = jobs.splice(0);
    const all = enqueue("everything", run);
    for (const { onlyNow, done } of waiting) {
      if (onlyNow) done.reject(new Error("the connection ended before it was sent"));
      else void all.then(done.resolve, done.reject);
    }
    return all;
  }
}

function dropOldest(map: Map<string, unknown>): void {
  for (const key of [...map.keys()].slice(0, Math.max(0, map.size - MAX_REMOVED))) map.delete(key);
}

function without(components: Device["components"], left: readonly (readonly [string, unknown])[]): Device["components"] {
  const ids = new Set(left.map(([component]) => component));
  return Object.fromEntries(Object.entries(components).filter(([component]) => !ids.has(component)));
}
