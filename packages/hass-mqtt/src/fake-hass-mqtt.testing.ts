import { checkDevice } from "./check-device.ts";
import type { Device } from "./device.ts";
import { type CommandHandler, type HassMqtt, HassMqttUnavailable, type StateUpdate } from "./hass-mqtt.ts";

export interface Fired {
  readonly deviceId: string;
  readonly component: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Home Assistant and broker as a unit test sees them; keeps the contract of HassMqtt (`hass-mqtt.contract.ts`). */
export interface FakeHassMqtt extends HassMqtt {
  /** What Home Assistant knows now, by device id. */
  readonly devices: ReadonlyMap<string, Device>;
  state(deviceId: string, component: string): string | undefined;
  attributes(deviceId: string, component: string): Readonly<Record<string, unknown>> | undefined;
  readonly fired: readonly Fired[];
  /** How many messages the broker got. */
  readonly messages: number;
  /** A broker that is away takes nothing; when it is back, devices and last states arrive. */
  setConnected(connected: boolean): void;
  /** A person acts in Home Assistant; resolves when the handlers have run, rejects with what they throw. */
  command(deviceId: string, component: string, payload?: string): Promise<void>;
  message(subtopic: string, payload: string): Promise<void>;
}

type Shown = { state?: string; attributes?: Record<string, unknown> };
/** One of the two halves: what the service wants, and what the broker has. */
type Known = { readonly devices: Map<string, Device>; readonly shown: Map<string, Map<string, Shown>> };

export function fakeHassMqtt(): FakeHassMqtt {
  const wanted: Known = { devices: new Map(), shown: new Map() };
  const there: Known = { devices: new Map(), shown: new Map() };
  const fired: Fired[] = [];
  const handlers = new Map<string, Set<CommandHandler>>();
  let connected = true;
  let messages = 0;

  function sync(): void {
    if (!connected) throw unavailable();
    for (const id of there.devices.keys()) if (!wanted.devices.has(id)) forget(id);
    for (const [id, device] of wanted.devices) {
      if (!isEqual(there.devices.get(id), device)) messages += 1;
      there.devices.set(id, structuredClone(device));
      there.shown.set(id, new Map([...(wanted.shown.get(id) ?? [])].map(([component, shown]) => [component, show(id, component, shown)])));
    }
  }

  function forget(id: string): void {
    messages += 1;
    there.devices.delete(id);
    there.shown.delete(id);
  }

  function show(id: string, component: string, shown: Shown): Shown {
    const before = there.shown.get(id)?.get(component);
    if (before?.state !== shown.state) messages += 1;
    if (!isEqual(before?.attributes, shown.attributes)) messages += 1;
    return structuredClone(shown);
  }

  function listen(key: string, handler: CommandHandler): Disposable {
    const set = handlers.get(key) ?? new Set();
    handlers.set(key, set.add(handler));
    return { [Symbol.dispose]: () => void set.delete(handler) };
  }

  async function tell(key: string, payload: string): Promise<void> {
    for (const handler of handlers.get(key) ?? []) await handler(payload);
  }

  return {
    get connected() {
      return connected;
    },
    devices: there.devices,
    fired,
    get messages() {
      return messages;
    },
    state: (id, component) => there.shown.get(id)?.get(component)?.state,
    attributes: (id, component) => there.shown.get(id)?.get(component)?.attributes,
    setConnected(now) {
      connected = now;
      if (now) sync();
    },
    command: (id, component, payload = "PRESS") => tell(`${id}/${component}`, payload),
    message: (subtopic, payload) => tell(subtopic, payload),

    async announce(device) {
      checkDevice(device);
      wanted.devices.set(device.id, structuredClone(device));
      const shown = wanted.shown.get(device.id) ?? new Map<string, Shown>();
      wanted.shown.set(device.id, shown);
      for (const component of shown.keys()) if (device.components[component] === undefined) shown.delete(component);
      sync();
    },
    async remove(id) {
      wanted.devices.delete(id);
      wanted.shown.delete(id);
      sync();
    },
    async publish(id, component, update: StateUpdate) {
      announced(wanted, id, component);
      const shown = wanted.shown.get(id);
      shown?.set(component, { ...shown.get(component), ...structuredClone(update) });
      sync();
    },
    async fire(id, component, type, attributes = {}) {
      const known = announced(wanted, id, component);
      if (known.platform !== "event" || !known.eventTypes.includes(type)) throw new Error(`${id}/${component} has no event type "${type}"`);
      if (!connected) throw unavailable();
      messages += 1;
      fired.push({ deviceId: id, component, type, attributes: structuredClone(attributes) });
    },
    onCommand: (id, component, handler) => listen(`${id}/${component}`, handler),
    onMessage: (subtopic, handler) => listen(subtopic, handler),
    async [Symbol.asyncDispose]() {
      connected = false;
    },
  };
}

function announced({ devices }: Known, id: string, component: string): Device["components"][string] {
  const found = devices.get(id)?.components[component];
  if (found === undefined) throw new Error(`${id}/${component} is not announced`);
  return found;
}

function unavailable(): HassMqttUnavailable {
  return new HassMqttUnavailable({ thing: "the fake broker", tried: "sending", cameBack: "the test took it away" });
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
