import type { House } from "./house.ts";
import { newEntry } from "./registry-defaults.ts";

export type Entry = Record<string, unknown>;
export type RegistryName = "entity" | "device" | "area" | "floor" | "label";

/** The five registries; each change fires its `*_registry_updated` event as the real one does. */
export interface Registries {
  readonly list: (name: RegistryName) => Entry[];
  readonly get: (name: RegistryName, id: string) => Entry | undefined;
  /** Creates or changes. `changes` in the event of an update holds the OLD values. */
  readonly put: (name: RegistryName, id: string, values?: Entry, atSeconds?: number) => Entry;
  readonly remove: (name: RegistryName, id: string, atSeconds?: number) => boolean;
  /** The entry moves to the new entity id; the event's `changes.entity_id` is the old one. */
  readonly renameEntity: (oldId: string, newId: string, atSeconds?: number) => void;
}

// The member that names an entry in its list and in its event. The list of devices says `id`, their event `device_id`.
const KEYS = {
  entity: { inList: "entity_id", inEvent: "entity_id" },
  device: { inList: "id", inEvent: "device_id" },
  area: { inList: "area_id", inEvent: "area_id" },
  floor: { inList: "floor_id", inEvent: "floor_id" },
  label: { inList: "label_id", inEvent: "label_id" },
} as const satisfies Record<RegistryName, { inList: string; inEvent: string }>;

export function createRegistries(house: House): Registries {
  const entries: Record<RegistryName, Map<string, Entry>> = {
    entity: new Map(),
    device: new Map(),
    area: new Map(),
    floor: new Map(),
    label: new Map(),
  };
  const fire = (name: RegistryName, action: string, id: string, more: Entry, atSeconds: number): void => {
    house.fire(`${name}_registry_updated`, { action, [KEYS[name].inEvent]: id, ...more }, atSeconds);
  };

  return {
    list: (name) => [...entries[name].values()],
    get: (name, id) => entries[name].get(id),
    put(name, id, values = {}, atSeconds = house.nowSeconds()) {
      const before = entries[name].get(id);
      const base = before ?? { ...newEntry[name](id, values, entries[name].size), created_at: atSeconds };
      const after: Entry = { ...base, ...values, [KEYS[name].inList]: id, modified_at: atSeconds };
      entries[name].set(id, after);
      if (before === undefined) fire(name, "create", id, {}, atSeconds);
      else fire(name, "update", id, hasChanges(name) ? { changes: oldValues(before, values) } : {}, atSeconds);
      return after;
    },
    remove(name, id, atSeconds = house.nowSeconds()) {
      if (!entries[name].delete(id)) return false;
      fire(name, "remove", id, {}, atSeconds);
      return true;
    },
    renameEntity(oldId, newId, atSeconds = house.nowSeconds()) {
      const before = entries.entity.get(oldId);
      if (before === undefined) throw new Error(`${oldId}: renaming failed: it is in no registry. Register it first. [DOUBLE_CONTROL]`);
      entries.entity.delete(oldId);
      entries.entity.set(newId, { ...before, entity_id: newId, modified_at: atSeconds });
      fire("entity", "update", newId, { changes: { entity_id: oldId }, old_entity_id: oldId }, atSeconds);
    },
  };
}

function hasChanges(name: RegistryName): boolean {
  return name === "entity" || name === "device";
}

function oldValues(before: Entry, values: Entry): Entry {
  return Object.fromEntries(Object.keys(values).map((key) => [key, before[key] ?? null]));
}
