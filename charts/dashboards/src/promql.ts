/** One house: everything of ha-bridge, and the names that are joined to it. */
export const HOUSE = 'instance="$instance"';

/** What lies on the floors and in the areas that were chosen. "All" also means what lies nowhere. */
export const CHOSEN = `${HOUSE},floor=~"$floor",area=~"$area"`;

// A second info series, which a renaming leaves for a moment, must not break the join.
const ENTITY_NAMES = `topk by (instance, entity_id) (1, ha_entity_info{${HOUSE}})`;
const AREA_NAMES = `topk by (instance, area) (1, ha_area_info{${HOUSE}})`;

export const NAME = "{{friendly_name}}";

/** The name that a person gave the entity, as a label beside the others. */
export function named(expr: string): string {
  return `(${expr}) * on (instance, entity_id) group_left (friendly_name) ${ENTITY_NAMES}`;
}

/** Facts of the entity's info as labels: `area_name`, `device`, `integration`, ... beside its name. */
export function withFacts(expr: string, ...facts: readonly string[]): string {
  return `(${expr}) * on (instance, entity_id) group_left (${["friendly_name", ...facts].join(", ")}) ${ENTITY_NAMES}`;
}

/** The names of the area and its floor, for what has the label `area`. */
export function inNamedArea(expr: string): string {
  return `(${expr}) * on (instance, area) group_left (area_name, floor_name) ${AREA_NAMES}`;
}

/** Groups stand for others, which would be counted twice. */
export function withoutGroups(expr: string): string {
  return `(${expr}) unless on (instance, entity_id) ha_group_members{${HOUSE}}`;
}

/** How many there are; 0 rather than nothing when there is none. */
export function countOf(expr: string): string {
  return `count(${expr}) or vector(0)`;
}

/** Points in time are kept in seconds; Grafana wants milliseconds. */
export function asDate(expr: string): string {
  return `1000 * (${expr})`;
}

/** Mean over the time range. Samples come when something changes, so each minute counts once. */
export function meanInRange(expr: string): string {
  return `avg_over_time((${expr})[$__range:1m])`;
}

/** The same for all entities of a house at once: as many points as the panel is wide, or a month would be too much for the store. */
export function coarseMeanInRange(expr: string): string {
  return `avg_over_time((${expr})[$__range:$__interval])`;
}

/** A state as a number, where it is the state now; the sum over all states is the code of the one that is. */
export function numberOf(state: string, code: number, selector: string): string {
  return `(ha_enum_state{${selector},state="${state}"} * ${code})`;
}
