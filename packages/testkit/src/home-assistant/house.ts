import { type Attributes, changeText, type Context, type EntityState, fullState, isoTime, sameValue } from "./entity-state.ts";

export type CoreState = "NOT_RUNNING" | "STARTING" | "RUNNING" | "STOPPING" | "FINAL_WRITE";

export interface StateChange {
  readonly entityId: string;
  readonly before: EntityState | undefined;
  readonly after: EntityState | undefined;
  readonly atSeconds: number;
  /** The compressed event, written once for all subscribers. */
  readonly text: string;
  /** False for changes that the recorder shall not keep (floods). */
  readonly record: boolean;
}

export interface BusEvent {
  readonly event_type: string;
  readonly data: Record<string, unknown>;
  readonly origin: "LOCAL";
  readonly time_fired: string;
  readonly context: Context;
}

export interface SetOptions {
  /** Microseconds since 1970; without it the house's clock. */
  readonly atUs?: number;
  readonly forceUpdate?: boolean;
  readonly record?: boolean;
  readonly parentId?: string | null;
  readonly userId?: string | null;
}

/** Home Assistant's state machine and event bus. */
export interface House {
  readonly states: Map<string, EntityState>;
  readonly changeListeners: Set<(change: StateChange) => void>;
  readonly nowSeconds: () => number;
  readonly set: (entityId: string, state: string, attributes?: Attributes, options?: SetOptions) => EntityState;
  /** Returns false when there was no such entity. */
  readonly remove: (entityId: string, options?: Pick<SetOptions, "atUs" | "record">) => boolean;
  readonly fire: (eventType: string, data: Record<string, unknown>, atSeconds?: number) => void;
  /** Without a type: every event. Returns what ends the listening. */
  readonly listen: (eventType: string | undefined, listener: (event: BusEvent) => void) => () => void;
}

const EVERY_EVENT = "*";

export function createHouse(nowSeconds: () => number): House {
  const states = new Map<string, EntityState>();
  const changeListeners = new Set<(change: StateChange) => void>();
  const eventListeners = new Map<string, Set<(event: BusEvent) => void>>();
  let contexts = 0;

  // 26 characters that sort by age, like the ULIDs of the real one.
  const newContext = (options: SetOptions): Context => ({
    id: `01${(++contexts).toString(16).toUpperCase().padStart(24, "0")}`,
    parent_id: options.parentId ?? null,
    user_id: options.userId ?? null,
  });

  function publish(before: EntityState | undefined, after: EntityState | undefined, atSeconds: number, record: boolean): void {
    const entityId = (after ?? before)?.entityId ?? "";
    const change: StateChange = { entityId, before, after, atSeconds, text: changeText(before, after), record };
    for (const listener of changeListeners) listener(change);
    if (!isHeard("state_changed")) return;
    const data = {
      entity_id: entityId,
      old_state: before === undefined ? null : fullState(before),
      new_state: after === undefined ? null : fullState(after),
    };
    fire("state_changed", data, atSeconds);
  }

  function fire(eventType: string, data: Record<string, unknown>, atSeconds = nowSeconds()): void {
    if (!isHeard(eventType)) return;
    const event: BusEvent = { event_type: eventType, data, origin: "LOCAL", time_fired: isoTime(atSeconds), context: newContext({}) };
    for (const key of [eventType, EVERY_EVENT]) for (const listener of eventListeners.get(key) ?? []) listener(event);
  }

  function isHeard(eventType: string): boolean {
    return eventListeners.has(eventType) || eventListeners.has(EVERY_EVENT);
  }

  function listen(eventType: string | undefined, listener: (event: BusEvent) => void): () => void {
    const key = eventType ?? EVERY_EVENT;
    const listeners = eventListeners.get(key) ?? new Set();
    eventListeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && eventListeners.get(key) === listeners) eventListeners.delete(key);
    };
  }

  return {
    states,
    changeListeners,
    nowSeconds,
    fire,
    listen,
    set(entityId, state, attributes, options = {}) {
      const before = states.get(entityId);
      const atSeconds = options.atUs === undefined ? nowSeconds() : options.atUs / 1e6;
      // The same object means "unchanged" to the writer of diffs, which is what makes floods cheap.
      const kept = before !== undefined && (attributes === undefined || sameValue(before.attributes, attributes));
      const sameState = before?.state === state && options.forceUpdate !== true;
      // Writing what is already there only moves last_reported, and nobody is told.
      const untold = before !== undefined && sameState && kept;
      const after: EntityState = {
        entityId,
        state,
        attributes: kept ? before.attributes : { ...attributes },
        changedSeconds: before !== undefined && sameState ? before.changedSeconds : atSeconds,
        updatedSeconds: untold ? before.updatedSeconds : atSeconds,
        reportedSeconds: atSeconds,
        context: untold ? before.context : newContext(options),
      };
      states.set(entityId, after);
      if (!untold) publish(before, after, atSeconds, options.record !== false);
      return after;
    },
    remove(entityId, options = {}) {
      const before = states.get(entityId);
      if (before === undefined) return false;
      states.delete(entityId);
      publish(before, undefined, options.atUs === undefined ? nowSeconds() : options.atUs / 1e6, options.record !== false);
      return true;
    },
  };
}
