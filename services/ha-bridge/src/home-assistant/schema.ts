import { z } from "zod";
import type { MutableEntity } from "../core/entity-store.ts";
import { domainOf } from "../core/entity.ts";
import type { Backups, StoredBackup } from "../core/health.ts";
import type { LogEntry } from "../core/log-records.ts";
import type { RegistryArea, RegistryDevice, RegistryEntity, RegistryFloor } from "../core/registries.ts";
import { isoToUs } from "../core/time.ts";

/** Only the fields that are used are asked for; everything else in Home Assistant's JSON may come and go. */

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const labels = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

export const houseConfig = z.object({
  latitude: z.number(),
  longitude: z.number(),
  time_zone: z.string(),
  state: z.string().default("RUNNING"),
  version: z.string().default(""),
  location_name: z.string().default(""),
  unit_system: z
    .object({ temperature: z.string().default("°C") })
    .loose()
    .default({ temperature: "°C" }),
});
export type HouseConfig = z.output<typeof houseConfig>;

export const currentUser = z.object({ is_admin: z.boolean().default(false), name: z.string().nullish() });

export const registryEntity = z
  .object({ entity_id: z.string(), platform: text, config_entry_id: text, device_id: text, area_id: text, labels, entity_category: text })
  .transform((raw): RegistryEntity => ({
    entityId: raw.entity_id,
    integration: raw.platform,
    configEntryId: raw.config_entry_id,
    deviceId: raw.device_id,
    areaId: raw.area_id,
    labels: raw.labels,
    category: raw.entity_category,
  }));

export const registryDevice = z
  .object({ id: z.string(), name: text, name_by_user: text, manufacturer: text, model: text, area_id: text, parent_device_id: text, labels })
  .transform((raw): RegistryDevice => ({
    id: raw.id,
    name: raw.name_by_user ?? raw.name,
    manufacturer: raw.manufacturer,
    model: raw.model,
    areaId: raw.area_id,
    parentDeviceId: raw.parent_device_id,
    labels: raw.labels,
  }));

export const registryArea = z
  .object({ area_id: z.string(), name: z.string(), floor_id: text, labels, temperature_entity_id: text, humidity_entity_id: text })
  .transform((raw): RegistryArea => ({
    id: raw.area_id,
    name: raw.name,
    floorId: raw.floor_id,
    labels: raw.labels,
    temperatureEntityId: raw.temperature_entity_id,
    humidityEntityId: raw.humidity_entity_id,
  }));

export const registryFloor = z
  .object({ floor_id: z.string(), name: z.string() })
  .transform((raw): RegistryFloor => ({ id: raw.floor_id, name: raw.name }));

export const registryEvent = z.object({
  time_fired: z.string(),
  data: z
    .object({
      action: z.string().optional(),
      entity_id: z.string().optional(),
      old_entity_id: z.string().optional(),
      device_id: z.string().optional(),
      changes: z.record(z.string(), z.unknown()).optional(),
    })
    .loose()
    .default({}),
});
export type RegistryEvent = z.output<typeof registryEvent>;

export const forecastEvent = z.object({
  forecast: z
    .array(
      z.object({
        datetime: z.string(),
        temperature: z.number().nullish(),
        templow: z.number().nullish(),
        precipitation: z.number().nullish(),
      }),
    )
    .nullish(),
});
export type ForecastEvent = z.output<typeof forecastEvent>;

// What was found and turned down stays in the list as "ignored"; like a disabled one it is never set up.
export const configEntry = z
  .object({ entry_id: z.string(), domain: z.string(), title: text, state: z.string(), source: text, disabled_by: text })
  .transform(({ entry_id, domain, title = "", state, source, disabled_by }) => ({
    id: entry_id,
    integration: domain,
    title,
    state,
    isInUse: source !== "ignore" && disabled_by === undefined,
  }));

export const configEntryChanges = z.array(z.object({ type: text, entry: z.record(z.string(), z.unknown()) }));

export const repairIssues = z.object({ issues: z.array(z.object({ severity: z.string(), ignored: z.boolean().default(false) })) });

export const recorderInfo = z.object({ backlog: z.number() });

const isoTime = z
  .string()
  .transform((value) => Date.parse(value))
  .refine((ms) => !Number.isNaN(ms));
const storedBackup = z
  .object({
    date: isoTime,
    agents: z.record(z.string(), z.unknown()).default({}),
    failed_agent_ids: z.array(z.string()).default([]),
    homeassistant_included: z.boolean().default(false),
    with_automatic_settings: z.boolean().nullish(),
  })
  .transform((raw): StoredBackup => ({
    madeMs: raw.date,
    // Null of a backup that carries no id of this Home Assistant.
    isOurs: typeof raw.with_automatic_settings === "boolean" ? true : undefined,
    agents: Object.keys(raw.agents),
    failedAgents: raw.failed_agent_ids,
    isOfTheHouse: raw.homeassistant_included,
  }));

export const backupInfo = z
  .object({
    backups: z.array(storedBackup.optional().catch(undefined)),
    last_completed_automatic_backup: isoTime.nullish(),
    agent_errors: z.record(z.string(), z.unknown()).default({}),
  })
  .transform((raw): Backups => ({
    lastAutomaticMs: raw.last_completed_automatic_backup ?? undefined,
    stored: raw.backups.filter((backup) => backup !== undefined),
    isComplete: Object.keys(raw.agent_errors).length === 0,
  }));

export const backupEvent = z.object({ manager_state: z.string().optional() });

const logEntry = z
  .object({
    name: z.string(),
    level: z.string(),
    source: z.tuple([z.string(), z.number()]),
    first_occurred: z.number(),
    timestamp: z.number(),
    count: z.number(),
  })
  .transform((raw): LogEntry => ({
    level: raw.level.toLowerCase(),
    logger: raw.name,
    source: raw.source.join(":"),
    firstSeconds: raw.first_occurred,
    lastSeconds: raw.timestamp,
    count: raw.count,
  }));
export const logEntries = z.array(logEntry);

export const setupTimes = z
  .array(z.object({ domain: z.string(), seconds: z.number() }))
  .transform((all) => new Map(all.map(({ domain, seconds }) => [domain, seconds])));

/** One entry of `get_states`. Checked by hand: a large house has tens of thousands of them. */
export function readState(raw: unknown): { entity: MutableEntity; reportedUs: number } | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { entity_id, state, attributes, last_changed, last_updated, last_reported } = raw as Record<string, unknown>;
  if (typeof entity_id !== "string" || typeof state !== "string" || typeof last_changed !== "string" || typeof last_updated !== "string")
    return undefined;
  const lastChangedUs = isoToUs(last_changed);
  const lastUpdatedUs = last_updated === last_changed ? lastChangedUs : isoToUs(last_updated);
  if (lastChangedUs === undefined || lastUpdatedUs === undefined) return undefined;
  const reportedUs = typeof last_reported === "string" && last_reported !== last_updated ? (isoToUs(last_reported) ?? lastUpdatedUs) : lastUpdatedUs;
  const entity = {
    entityId: entity_id,
    domain: domainOf(entity_id),
    state,
    attributes: isRecord(attributes) ? attributes : {},
    lastChangedUs,
    lastUpdatedUs,
  };
  return { entity, reportedUs };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
