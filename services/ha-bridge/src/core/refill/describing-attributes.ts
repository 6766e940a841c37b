import type { Attributes } from "../entity.ts";

/**
 * Attributes that the recorder leaves out although they do not change with the state: what an entity can do rather
 * than how it is (core's `_unrecorded_attributes`). Without them a set would not know its possible states.
 */
const describing: readonly string[] = [
  "options",
  "hvac_modes",
  "fan_modes",
  "swing_modes",
  "swing_horizontal_modes",
  "preset_modes",
  "available_modes",
  "event_types",
  "has_date",
  "has_time",
  "entity_id",
  "group_entities",
];

/** The recorded attributes, and those of today that only describe the entity. */
export function describedBy(recorded: Attributes, today: Attributes): Record<string, unknown> {
  const all: Record<string, unknown> = { ...recorded };
  for (const name of describing) if (all[name] === undefined && today[name] !== undefined) all[name] = today[name];
  return all;
}
