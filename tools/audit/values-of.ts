import type { RecorderRow } from "./recorder-rows.ts";

const NUMBERS: Readonly<Record<string, string>> = { temperature: "ha_temperature_celsius", humidity: "ha_humidity_percent", power: "ha_power_watts" };
const ENUM_STATES = ["idle", "running", "done", "failed"];

/** What the entities of the audit mean, written down anew: nothing here comes from the bridge. */
export function valuesOf({ entityId, state, attributes }: RecorderRow): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  if (state === null || state === "" || state === "unavailable" || state === "unknown") return values;
  const deviceClass = typeof attributes["device_class"] === "string" ? attributes["device_class"] : "";
  if (entityId.startsWith("binary_sensor.")) values.set("ha_on", state === "on" ? 1 : 0);
  else if (entityId.startsWith("cover.")) {
    for (const one of ["open", "closed", "opening", "closing"]) values.set(`ha_enum_state ${one}`, state === one ? 1 : 0);
    const position = attributes["current_position"];
    if (typeof position === "number") values.set("ha_cover_position_percent", position);
  } else if (deviceClass === "enum") for (const one of ENUM_STATES) values.set(`ha_enum_state ${one}`, state === one ? 1 : 0);
  else values.set(NUMBERS[deviceClass] ?? "ha_value", Number(state));
  return values;
}

/** The name under which `valuesOf` knows a series. */
export function seriesName(labels: Readonly<Record<string, string>>): string {
  const { __name__: name = "", state } = labels;
  return state === undefined ? name : `${name} ${state}`;
}

export const VALUE_FAMILIES = ["ha_on", "ha_enum_state", "ha_value", "ha_cover_position_percent", ...Object.values(NUMBERS)];
