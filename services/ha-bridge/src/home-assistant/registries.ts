import type { Clock } from "@tiles/kit/clock";
import type { Registries } from "../core/registries.ts";
import type { RegistryTimes } from "../ports.ts";
import { listAreas, listDevices, listEntities, listFloors } from "./messages.ts";
import type { RegistryEvent } from "./schema.ts";
import { registryArea, registryDevice, registryEntity, registryEvent, registryFloor } from "./schema.ts";
import type { Commands } from "./commands.ts";
import type { z } from "zod";

/** The events after which a registry is read again. */
export const registryEvents = ["entity_registry_updated", "device_registry_updated", "area_registry_updated", "floor_registry_updated"] as const;

// A person who moves a device makes several events at once; one reading serves them all.
const DEBOUNCE_MS = 100;

export interface RegistryFollower {
  /** The registries as they are now; resolves when they were given to the listener. */
  load(): Promise<void>;
  event(name: (typeof registryEvents)[number], raw: unknown): void;
}

export interface RegistryFollowerOptions {
  readonly commands: Commands;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  loaded(registries: Registries, times: RegistryTimes): void;
  renamed(before: string, after: string, atMs: number): void;
  removed(entityId: string, atMs: number): void;
  /** A reading failed for good: the session has to end, since labels would stay wrong. */
  failed(error: unknown): void;
}

/** Keeps the registries as Home Assistant has them, and tells when each change was made. */
export function followRegistries(options: RegistryFollowerOptions): RegistryFollower {
  const { commands, clock, signal } = options;
  let byEntity = new Map<string, number>();
  let byDevice = new Map<string, number>();
  let others: number | undefined;
  let reading = false;
  let stale = false;

  async function load(): Promise<void> {
    const times = { byEntity, byDevice, others };
    byEntity = new Map();
    byDevice = new Map();
    others = undefined;
    const [entities, devices, areas, floors] = await Promise.all([
      read(commands, listEntities, registryEntity, (entity) => entity.entityId),
      read(commands, listDevices, registryDevice, (device) => device.id),
      read(commands, listAreas, registryArea, (area) => area.id),
      read(commands, listFloors, registryFloor, (floor) => floor.id),
    ]);
    options.loaded({ entities, devices, areas, floors }, times);
  }

  async function reload(): Promise<void> {
    if (reading) {
      stale = true;
      return;
    }
    reading = true;
    try {
      do {
        stale = false;
        await clock.sleep(DEBOUNCE_MS, signal);
        await load();
      } while (stale);
    } catch (error) {
      if (!signal.aborted) options.failed(error);
    } finally {
      reading = false;
    }
  }

  return {
    load,
    event(name, raw) {
      const event = registryEvent.safeParse(raw);
      if (!event.success) return;
      const atMs = Date.parse(event.data.time_fired);
      note(name, event.data, atMs);
      void reload();
    },
  };

  function note(name: string, { data }: RegistryEvent, atMs: number): void {
    if (name === "device_registry_updated" && data.device_id !== undefined) byDevice.set(data.device_id, atMs);
    else if (name !== "entity_registry_updated" || data.entity_id === undefined) others = atMs;
    else {
      byEntity.set(data.entity_id, atMs);
      // On a renaming `changes.entity_id` is the old id.
      const before = data.old_entity_id ?? data.changes?.["entity_id"];
      if (data.action === "update" && typeof before === "string" && before !== data.entity_id) options.renamed(before, data.entity_id, atMs);
      if (data.action === "remove") options.removed(data.entity_id, atMs);
    }
  }
}

async function read<T>(
  commands: Commands,
  message: { readonly type: string },
  schema: z.ZodType<T>,
  key: (item: T) => string,
): Promise<Map<string, T>> {
  const raw = await commands.send(message);
  const items = new Map<string, T>();
  for (const one of Array.isArray(raw) ? raw : []) {
    const item = schema.safeParse(one);
    if (item.success) items.set(key(item.data), item.data);
  }
  return items;
}
