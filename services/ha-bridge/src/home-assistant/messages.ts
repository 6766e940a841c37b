import type { EntityFilter } from "../config.ts";

/** Wire messages that we send; the connection adds the id. */
export const getStates = { type: "get_states" } as const;
export const getConfig = { type: "get_config" } as const;
export const getUser = { type: "auth/current_user" } as const;
export const listEntities = { type: "config/entity_registry/list" } as const;
export const listDevices = { type: "config/device_registry/list" } as const;
export const listAreas = { type: "config/area_registry/list" } as const;
export const listFloors = { type: "config/floor_registry/list" } as const;
export const listConfigEntries = { type: "config_entries/get" } as const;
export const subscribeConfigEntries = { type: "config_entries/subscribe" } as const;
export const listIssues = { type: "repairs/list_issues" } as const;
export const getRecorder = { type: "recorder/info" } as const;
export const getBackups = { type: "backup/info" } as const;
export const subscribeBackups = { type: "backup/subscribe_events" } as const;
export const listLog = { type: "system_log/list" } as const;
export const getSetupTimes = { type: "integration/setup_info" } as const;

export function subscribeEvent(event: string) {
  return { type: "subscribe_events", event_type: event };
}

export function subscribeForecast(entityId: string, kind: "hourly" | "daily") {
  return { type: "weather/subscribe_forecast", entity_id: entityId, forecast_type: kind };
}

/** Home Assistant filters for us, so what is excluded never crosses the network. */
export function subscribeEntities(include: EntityFilter, exclude: EntityFilter) {
  return { type: "subscribe_entities", ...filter("include", include), ...filter("exclude", exclude) };
}

function filter(name: "include" | "exclude", { domains, entities, globs }: EntityFilter) {
  if (domains.length + entities.length + globs.length === 0) return {};
  return { [name]: { domains, entities, entity_globs: globs } };
}
