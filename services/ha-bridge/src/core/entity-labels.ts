import type { Attributes } from "./entity.ts";
import { domainOf } from "./entity.ts";
import type { LabelPairs } from "./series.ts";
import type { Registries } from "./registries.ts";
import { placeOf } from "./registries.ts";

/** Labels that an owner may add to every entity series; they change with a name, so they are off by default. */
export const optionalEntityLabels = ["friendly_name", "area_name", "device", "integration"] as const;
export type OptionalEntityLabel = (typeof optionalEntityLabels)[number];

export interface LabelFacts {
  readonly instance: string;
  readonly registries: Registries;
  readonly optional: readonly OptionalEntityLabel[];
}

export const JOB = "ha-bridge";

// Mimir and Prometheus refuse longer label values (2048 bytes by default); a name as long as this is a mistake.
const LABEL_MAX_CHARACTERS = 256;

/** Labels of every series of an entity. `job` and `instance` are point attributes, so every store has them as labels. */
export function entityLabels(entityId: string, attributes: Attributes, facts: LabelFacts): LabelPairs {
  const { device, area, floor } = placeOf(facts.registries, entityId);
  const entry = facts.registries.entities.get(entityId);
  const optional = {
    friendly_name: labelText(attributes["friendly_name"]),
    area_name: area?.name,
    device: device?.name,
    integration: entry?.integration,
  } satisfies Record<OptionalEntityLabel, string | undefined>;
  return present([
    ...houseLabels(facts.instance),
    ["entity_id", entityId],
    ["domain", domainOf(entityId)],
    ["device_class", labelText(attributes["device_class"])],
    ["area", area?.id],
    ["floor", floor?.id],
    ["category", entry?.category],
    ...facts.optional.map((name) => [name, optional[name]] as const),
  ]);
}

/** Labels of `ha_entity_info` besides those that every series of the entity has. */
export function infoLabels(entityId: string, attributes: Attributes, facts: LabelFacts): LabelPairs {
  const { device, area, floor } = placeOf(facts.registries, entityId);
  const entry = facts.registries.entities.get(entityId);
  const already = new Set<string>(facts.optional);
  return present([
    ["friendly_name", labelText(attributes["friendly_name"])],
    ["integration", entry?.integration],
    ["device", device?.name],
    ["device_id", entry?.deviceId],
    ["manufacturer", device?.manufacturer],
    ["model", device?.model],
    ["area_name", area?.name],
    ["floor_name", floor?.name],
    ["config_entry", entry?.configEntryId],
    ...infoAttributes.map(([label, attribute]) => [label, labelText(attributes[attribute])] as const),
  ]).filter(([name]) => !already.has(name));
}

/** Attributes that are facts about an entity rather than measurements: [label, attribute]. */
export const infoAttributes = [
  ["state_class", "state_class"],
  ["unit", "unit_of_measurement"],
  ["min", "min"],
  ["max", "max"],
  ["step", "step"],
  ["mode", "mode"],
  ["min_temp", "min_temp"],
  ["max_temp", "max_temp"],
  ["installed_version", "installed_version"],
  ["latest_version", "latest_version"],
  ["source_type", "source_type"],
] as const;

/** Attributes whose change changes a label; a change of any other leaves all labels as they are. */
export const labelAttributes: ReadonlySet<string> = new Set(["friendly_name", "device_class", ...infoAttributes.map(([, attribute]) => attribute)]);

export function houseLabels(instance: string): LabelPairs {
  return [
    ["job", JOB],
    ["instance", instance],
  ];
}

function present(pairs: readonly (readonly [string, string | undefined])[]): LabelPairs {
  return pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1] !== "");
}

/** As the value of a label; undefined for what is none. */
export function labelText(value: unknown): string | undefined {
  if (typeof value === "string") return value.slice(0, LABEL_MAX_CHARACTERS);
  return typeof value === "number" ? String(value) : undefined;
}
