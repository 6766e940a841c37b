import type { Family } from "./family.ts";

/** Families that entities of any domain may have. Those of one domain stand in its mapping, quantities in quantities.ts. */
export const entityFamilies = {
  on: gauge("ha_on", "Whether the entity is on (1) or off (0).", "state of domains that are on or off by nature"),
  onSinceSeconds: gauge(
    "ha_on_since_seconds",
    "Since when the entity is on, or its set of states is not at rest; absent while it is off or at rest.",
    "change of state, kept through unavailable, renaming and restarts",
    "s",
  ),
  enumState: gauge("ha_enum_state", "Whether the entity is in this state (1) or not (0).", "state of domains with a closed set of states", "", [
    "state",
  ]),
  value: gauge("ha_value", "A number without a known quantity, in its own unit.", "state of entities with a number", "", ["unit"]),
  valueTotal: counter(
    "ha_value_total",
    "A meter without a known quantity, in its own unit; dips below a tenth are held.",
    "state of meters (total_increasing)",
    ["unit"],
  ),
  timestampSeconds: gauge(
    "ha_timestamp_seconds",
    "The point in time that the state names, in seconds since the epoch.",
    "state of entities with a point in time",
    "s",
  ),
  timeOfDaySeconds: gauge(
    "ha_time_of_day_seconds",
    "The time of day that the state names, in seconds since midnight.",
    "state of entities with a time without date",
    "s",
  ),
  entityAvailable: gauge("ha_entity_available", "Whether the entity is available (1) or unavailable (0).", "every entity"),
  entityLastChangedSeconds: gauge(
    "ha_entity_last_changed_seconds",
    "When the state changed last, in seconds since the epoch.",
    "last_changed of every entity",
    "s",
  ),
  entityLastUpdatedSeconds: gauge(
    "ha_entity_last_updated_seconds",
    "When the state or an attribute changed last, in seconds since the epoch.",
    "last_updated of every entity",
    "s",
  ),
  entityLastReportedSeconds: gauge(
    "ha_entity_last_reported_seconds",
    "When the entity reported last, changed or not, in seconds since the epoch.",
    "last_reported of every entity",
    "s",
  ),
  entityInfo: gauge("ha_entity_info", "Facts about the entity as labels; the value is always 1.", "registries and attributes of every entity", "", [
    "friendly_name",
    "integration",
    "device",
    "device_id",
    "manufacturer",
    "model",
    "area_name",
    "floor_name",
    "config_entry",
    "state_class",
    "unit",
    "min",
    "max",
    "step",
    "mode",
    "min_temp",
    "max_temp",
    "installed_version",
    "latest_version",
    "source_type",
  ]),
  entityLabel: gauge(
    "ha_entity_label",
    "One series for each label of the entity, its device and its area; the value is always 1.",
    "label registry",
    "",
    ["label"],
  ),
  entityChangesTotal: counter(
    "ha_entity_changes_total",
    "Changes seen of an entity whose state is text or an event.",
    "entities without a value series",
  ),
  groupMembers: gauge(
    "ha_group_members",
    "How many entities the entity stands for; only entities that stand for others have it.",
    "list of members in the attributes",
  ),
} satisfies Record<string, Family>;

function gauge(name: string, help: string, source: string, unit = "", labels: readonly string[] = []): Family {
  return { name, help, unit, kind: "gauge", labels, scope: "entity", source };
}

function counter(name: string, help: string, source: string, labels: readonly string[] = []): Family {
  return { name, help, unit: "", kind: "counter", labels, scope: "entity", source };
}
