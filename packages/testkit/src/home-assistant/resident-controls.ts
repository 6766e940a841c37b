import type { Attributes, EntityState } from "./entity-state.ts";
import type { SetOptions } from "./house.ts";
import type { Entry, RegistryName } from "./registries.ts";
import type { LogbookEntry, World } from "./world.ts";

/** What happens in a house: states, names, rooms, settings. */
export interface ResidentControls {
  /** Without attributes the old ones stay. */
  readonly set: (entityId: string, state: string, attributes?: Attributes, options?: SetOptions) => EntityState;
  /** Takes the state away; the registry entry stays. */
  readonly remove: (entityId: string, options?: Pick<SetOptions, "atUs">) => boolean;
  readonly setUnavailable: (entityId: string, options?: SetOptions) => EntityState;
  /** Registry event, then `r` of the old id, then `a` of the new one; the history moves along. */
  readonly rename: (oldId: string, newId: string, options?: SetOptions) => void;
  /** Creates or changes a registry entry and fires its event. */
  readonly putEntry: (registry: RegistryName, id: string, values?: Entry) => Entry;
  /** Removing an entity's entry also removes its state, as in the real one. */
  readonly removeEntry: (registry: RegistryName, id: string) => boolean;
  readonly moveToArea: (entityId: string, areaId: string | null) => void;
  readonly setDeviceArea: (deviceId: string, areaId: string | null) => void;
  /** Changes members of get_config and fires core_config_updated. */
  readonly setConfig: (values: Entry) => void;
  readonly setForecast: (entityId: string, type: "daily" | "hourly" | "twice_daily", forecast: unknown[]) => void;
  readonly writeLogbook: (entry: LogbookEntry) => void;
  readonly fire: (eventType: string, data?: Record<string, unknown>) => void;
  readonly setCommitLag: (lagMs: number) => void;
}

// What the entity component still writes for an entity that is unavailable; state attributes are left out.
const KEPT_WHEN_UNAVAILABLE: ReadonlySet<string> = new Set([
  "friendly_name",
  "device_class",
  "unit_of_measurement",
  "state_class",
  "options",
  "icon",
  "entity_picture",
  "attribution",
  "assumed_state",
  "supported_features",
  "supported_color_modes",
  "effect_list",
  "hvac_modes",
  "fan_modes",
  "preset_modes",
  "min_temp",
  "max_temp",
  "target_temp_step",
  "min",
  "max",
  "step",
  "mode",
]);

export function residentControls(world: World): ResidentControls {
  const { house, registries, recorder } = world;
  return {
    set: house.set,
    remove: house.remove,
    setUnavailable(entityId, options) {
      const attributes = Object.entries(house.states.get(entityId)?.attributes ?? {}).filter(([name]) => KEPT_WHEN_UNAVAILABLE.has(name));
      return house.set(entityId, "unavailable", Object.fromEntries(attributes), options);
    },
    rename(oldId, newId, options = {}) {
      const state = house.states.get(oldId);
      registries.renameEntity(oldId, newId, options.atUs === undefined ? undefined : options.atUs / 1e6);
      recorder.rename(oldId, newId);
      // The rows have moved to the new id, so the end of the old one leaves none.
      house.remove(oldId, { ...options, record: false });
      if (state !== undefined) house.set(newId, state.state, state.attributes, options);
    },
    putEntry: (registry, id, values) => registries.put(registry, id, values),
    removeEntry(registry, id) {
      const removed = registries.remove(registry, id);
      if (removed && registry === "entity") house.remove(id);
      return removed;
    },
    moveToArea: (entityId, areaId) => void registries.put("entity", entityId, { area_id: areaId }),
    setDeviceArea: (deviceId, areaId) => void registries.put("device", deviceId, { area_id: areaId }),
    setConfig(values) {
      Object.assign(world.core.config, values);
      house.fire("core_config_updated", values);
    },
    setForecast: world.forecasts.set,
    writeLogbook: (entry) => void world.logbook.push(entry),
    fire: (eventType, data = {}) => house.fire(eventType, data),
    setCommitLag: (lagMs) => void (recorder.commitLagSeconds = lagMs / 1000),
  };
}
