import { setTimeout as delay } from "node:timers/promises";
import type { EntityState } from "./entity-state.ts";
import type { CoreState } from "./house.ts";
import type { World } from "./world.ts";

export interface RestartOptions {
  /** The first snapshot holds ten entities at most, as was seen of the real one; the rest follow as added. */
  readonly nearlyEmptySnapshot?: boolean;
  /** How long connections are refused. */
  readonly downMs?: number;
  /** How long it stays NOT_RUNNING with the few entities. */
  readonly startingMs?: number;
  /** Entities that do not come back: `unavailable` with `restored: true` when registered, else gone. */
  readonly missing?: readonly string[];
}

/** Stop and start of Home Assistant; the three steps can also be taken one by one, so that tests need no waits. */
export interface PowerCycle {
  readonly setCoreState: (state: CoreState) => void;
  /** homeassistant_stop, all sockets closed, then connections are refused. */
  readonly shutDown: () => Promise<void>;
  /** `kill -9`: no event, sockets broken, what the recorder had not committed is lost. */
  readonly crash: () => Promise<void>;
  /** Listens again, NOT_RUNNING, with few or all of the entities. */
  readonly startUp: (options?: Pick<RestartOptions, "nearlyEmptySnapshot" | "missing">) => Promise<void>;
  /** The rest of the entities, then STARTING and RUNNING. */
  readonly finishStartUp: () => void;
  readonly restart: (options?: RestartOptions) => Promise<void>;
}

const FIRST_ENTITIES = 10;
const EVENT_OF_STATE: Partial<Record<CoreState, string>> = {
  STARTING: "homeassistant_start",
  RUNNING: "homeassistant_started",
  STOPPING: "homeassistant_stop",
  FINAL_WRITE: "homeassistant_final_write",
};

export function createPowerCycle(world: World, closeSessions: () => void): PowerCycle {
  const { house, core, logbook } = world;
  let toCome: EntityState[] = [];
  let missing: ReadonlySet<string> = new Set();

  function setCoreState(state: CoreState): void {
    core.state = state;
    const event = EVENT_OF_STATE[state];
    if (event !== undefined) house.fire(event, {});
    const message = state === "RUNNING" ? "started" : state === "STOPPING" ? "stopped" : undefined;
    if (message !== undefined) logbook.push({ when: house.nowSeconds(), name: "Home Assistant", message, domain: "homeassistant" });
    world.watch.changed();
  }

  // States live in memory only: what a stopped Home Assistant forgets is no removal, so nobody is told and nothing recorded.
  function forgetStates(): void {
    toCome = [...toCome, ...house.states.values()];
    house.states.clear();
  }

  function bringBack(states: readonly EntityState[]): void {
    for (const { entityId, state, attributes } of states) {
      if (!missing.has(entityId)) house.set(entityId, state, attributes);
      else if (world.registries.get("entity", entityId) !== undefined) house.set(entityId, "unavailable", { ...attributes, restored: true });
    }
  }

  async function shutDown(): Promise<void> {
    setCoreState("STOPPING");
    await world.loopback().refuseConnections();
    closeSessions();
    forgetStates();
  }

  async function crash(): Promise<void> {
    await world.loopback().refuseConnections();
    world.loopback().cut();
    world.recorder.loseUncommitted();
    forgetStates();
  }

  async function startUp(options: Pick<RestartOptions, "nearlyEmptySnapshot" | "missing"> = {}): Promise<void> {
    core.state = "NOT_RUNNING";
    missing = new Set(options.missing);
    const first = toCome.splice(0, options.nearlyEmptySnapshot === true ? FIRST_ENTITIES : toCome.length);
    bringBack(first);
    await world.loopback().acceptConnections();
  }

  function finishStartUp(): void {
    bringBack(toCome.splice(0));
    setCoreState("STARTING");
    setCoreState("RUNNING");
  }

  async function restart(options: RestartOptions = {}): Promise<void> {
    await shutDown();
    if (options.downMs !== undefined) await delay(options.downMs);
    await startUp(options);
    if (options.startingMs !== undefined) await delay(options.startingMs);
    finishStartUp();
  }

  return { setCoreState, shutDown, crash, startUp, finishStartUp, restart };
}
