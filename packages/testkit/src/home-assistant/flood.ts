import { setImmediate as nextTurn } from "node:timers/promises";
import type { House } from "./house.ts";

export interface FloodOptions {
  /** How many entities take turns; missing ones are made. All numeric sensors of the house without it. */
  readonly entities?: number;
  /** Whether the recorder keeps the changes; off by default, it would hold them all in memory. */
  readonly record?: boolean;
}

export interface FloodReport {
  readonly changes: number;
  readonly tookMs: number;
}

export interface Flood {
  /** Sends n changes as fast as every subscriber's socket takes them. */
  readonly burst: (changes: number, options?: FloodOptions) => Promise<FloodReport>;
  /** Changes at a steady rate until `stop`, whether the clients keep up or not. */
  readonly start: (changesPerSecond: number, options?: FloodOptions) => void;
  /** How many changes the rate has made since it was started. */
  readonly stop: () => number;
}

// A few frames' worth per turn: the socket's state is looked at in between.
const BATCH = 512;
const MAX_WAITING_MESSAGES = 1024;
const TICK_MS = 10;

/** A burst waits for clients that hang; the signal ends it with the double. */
export function createFlood(house: House, waitingMessages: () => number, signal: AbortSignal): Flood {
  let timer: NodeJS.Timeout | undefined;
  let made = 0;
  let turn = 0;

  function change(ids: readonly string[], record: boolean): void {
    turn++;
    const entityId = ids[turn % ids.length] ?? "";
    // The value depends on the turn alone, so that a lost change shows as a wrong last value;
    // its eighths never equal a value that a generated house begins with, so every turn is a change.
    house.set(entityId, `${turn % 10_007}.125`, undefined, { record });
  }

  function stop(): number {
    clearInterval(timer);
    timer = undefined;
    return made;
  }

  return {
    async burst(changes, options = {}) {
      const ids = floodEntities(house, options.entities);
      const startedMs = performance.now();
      let sent = 0;
      while (sent < changes && !signal.aborted) {
        if (waitingMessages() < MAX_WAITING_MESSAGES) {
          for (const stopAt = Math.min(sent + BATCH, changes); sent < stopAt; sent++) change(ids, options.record === true);
        }
        await nextTurn();
      }
      return { changes: sent, tookMs: performance.now() - startedMs };
    },
    start(changesPerSecond, options = {}) {
      stop();
      made = 0;
      const ids = floodEntities(house, options.entities);
      const startedMs = performance.now();
      timer = setInterval(() => {
        for (const due = ((performance.now() - startedMs) * changesPerSecond) / 1000; made < due; made++) change(ids, options.record === true);
      }, TICK_MS);
    },
    stop,
  };
}

function floodEntities(house: House, wanted: number | undefined): string[] {
  const ids = [...house.states.values()].filter(isNumericSensor).map(({ entityId }) => entityId);
  const count = wanted ?? Math.max(ids.length, 1);
  for (let n = 0; ids.length < count; n++) {
    const entityId = `sensor.flood_${n}`;
    if (house.states.has(entityId)) continue;
    house.set(entityId, "0", { friendly_name: `Flood ${n}`, device_class: "power", unit_of_measurement: "W", state_class: "measurement" });
    ids.push(entityId);
  }
  return ids.slice(0, count);
}

function isNumericSensor({ entityId, attributes }: { entityId: string; attributes: Record<string, unknown> }): boolean {
  return entityId.startsWith("sensor.") && typeof attributes["unit_of_measurement"] === "string";
}
