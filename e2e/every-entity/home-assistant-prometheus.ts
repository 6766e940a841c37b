import type { EntityState } from "../../tools/testbed/home-assistant/home-assistant-client.ts";
import type { Expected } from "./expected-series.ts";

/** Home Assistant's own exporter (`/api/prometheus`), translated to our names, sample by sample. */
export interface ForeignSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function parsePrometheusText(text: string): ForeignSample[] {
  return text.split("\n").flatMap((line) => {
    const match = /^(homeassistant_\w+)\{(.*)\} (\S+)$/.exec(line);
    if (match === null) return [];
    const labels = Object.fromEntries([...(match[2] ?? "").matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [name, value]));
    return [{ name: match[1] ?? "", labels, value: Number(match[3]) }];
  });
}

/** Why a sample of theirs has no counterpart, or undefined when it must have one. */
export function namedExceptions({ name, labels, value }: ForeignSample, states: ReadonlyMap<string, EntityState>): string | undefined {
  const state = states.get(labels["entity"] ?? "");
  // Theirs goes on showing what was deleted when it was in no registry.
  if (labels["entity"] !== undefined && state === undefined) return "entities that are gone";
  if (name.endsWith("_created")) return "_created";
  if (name === "homeassistant_state_change_total" || name === "homeassistant_automation_triggered_count_total") return "counts since their own start";
  if (/_(latitude|longitude)_degrees$/.test(name)) return "coordinates";
  if (name === "homeassistant_light_brightness_percent" && state?.state === "off") return "brightness of lights that are off";
  if (name === "homeassistant_entity_available" && state?.state === "unknown") return "availability of unknown";
  // More than eight possible states: ours shows those seen so far, theirs a 0 for each of the others.
  if (name === "homeassistant_alarm_control_panel_state" && value === 0) return "states never seen of a set of more than eight";
  return undefined;
}

type Translation = (sample: ForeignSample) => Expected;

const TRANSLATIONS: readonly (readonly [theirs: RegExp, ours: Translation])[] = [
  [/^entity_available$/, same("ha_entity_available")],
  [/^last_updated_time_seconds$/, same("ha_entity_last_updated_seconds")],
  [/^entity_info$/, ({ labels }) => one("ha_entity_info", pick(labels, "area"))],
  [/^area_info$/, ({ labels }) => one("ha_area_info", pick(labels, "area", "area_name", "floor"))],
  [/^floor_info$/, ({ labels }) => one("ha_area_info", pick(labels, "floor", "floor_name"))],
  [/^(binary_sensor|switch|update|fan|humidifier|input_boolean|light|remote|siren)_state$/, same("ha_on")],
  [/^lock_state$/, ({ value }) => member("ha_enum_state", "locked", value)],
  [/^(person|device_tracker)_state$/, ({ value }) => member("ha_enum_state", "home", value)],
  [/^(cover|alarm_control_panel)_state$/, ({ labels, value }) => member("ha_enum_state", labels["state"], value)],
  [/^(climate_mode|water_heater_operation_mode)$/, ({ labels, value }) => member("ha_enum_state", labels["mode"], value)],
  [/^climate_action$/, ({ labels, value }) => member("ha_climate_hvac_action", labels["action"], value)],
  [
    /^(climate_fan_mode|climate_preset_mode|humidifier_mode|fan_preset_mode)$/,
    ({ name, labels, value }) => member(name.replace("homeassistant", "ha"), labels["mode"], value),
  ],
  [/^fan_direction_reversed$/, ({ value }) => member("ha_fan_direction", "reverse", value)],
  [/^fan_is_oscillating$/, same("ha_fan_oscillating")],
  [/^switch_attr_assumed_state$/, same("ha_switch_assumed_state")],
  [
    /^water_heater_(min|max)_temperature_celsius$/,
    ({ name, value }) => one("ha_entity_info", { [name.includes("_min_") ? "min_temp" : "max_temp"]: String(value) }),
  ],
  [/^water_heater_temperature_celsius$/, same("ha_water_heater_target_temperature_celsius")],
  [/^cover_(tilt_)?position$/, ({ name, value }) => number(`${name.replace("homeassistant", "ha")}_percent`, value)],
  [
    /^(climate|water_heater|humidifier|light|fan)_(\w+_)?(celsius|percent|away_mode)$/,
    ({ name, value }) => number(name.replace("homeassistant", "ha"), value),
  ],
  [/^water_heater_away_mode$/, same("ha_water_heater_away_mode")],
  [/^geo_location_distance_meters$/, same("ha_distance_meters")],
  [/^(number|input_number)_state_celsius$/, same("ha_temperature_celsius")],
  [/^(number_state|counter_value|sensor_state|sensor_unit_dogs|sensor_unit_u0x25_per_h)$/, same("ha_value")],
  [/^number_state_min$/, scaled("ha_duration_seconds", 60)],
  [/^sensor_unit_w$/, same("ha_power_watts")],
  [/^sensor_timestamp_seconds$/, same("ha_timestamp_seconds")],
  [
    /^sensor_(temperature_celsius|humidity_percent|battery_percent|energy_kwh|carbon_dioxide_ppm|carbon_monoxide_ppm|signal_strength_dbm|precipitation_mm|atmospheric_pressure_hpa)$/,
    ({ name, value }) => number(name.replace("homeassistant_sensor", "ha"), value),
  ],
  [/^sensor_power_w$/, same("ha_power_watts")],
  [/^sensor_power_kw$/, scaled("ha_power_watts", 1000)],
  [/^sensor_energy_mwh$/, scaled("ha_energy_kwh", 1000)],
  [/^sensor_voltage_v$/, same("ha_voltage_volts")],
  [/^sensor_current_a$/, same("ha_current_amperes")],
  [/^sensor_frequency_hz$/, same("ha_frequency_hertz")],
  [/^sensor_illuminance_lx$/, same("ha_illuminance_lux")],
  [/^sensor_pm25_u0xb5g_per_mu0xb3$/, same("ha_pm25_ug_per_m3")],
  [/^sensor_gas_mu0xb3$/, same("ha_gas_m3")],
  [/^sensor_water_l$/, scaled("ha_water_m3", 0.001)],
  [/^sensor_distance_km$/, scaled("ha_distance_meters", 1000)],
  [/^sensor_duration_h$/, scaled("ha_duration_seconds", 3600)],
  [/^sensor_wind_speed_km_per_h$/, scaled("ha_wind_speed_meters_per_second", 1 / 3.6)],
  [/^sensor_wind_direction_u0xb0$/, same("ha_wind_direction_degrees")],
];

/** Undefined: a metric of theirs that this table does not know, which is a failure. */
export function translate(sample: ForeignSample): Expected | undefined {
  const name = sample.name.replace(/^homeassistant_/, "");
  return TRANSLATIONS.find(([theirs]) => theirs.test(name))?.[1](sample);
}

function same(name: string): Translation {
  return ({ value }) => number(name, value);
}

function scaled(name: string, factor: number): Translation {
  return ({ value }) => number(name, value * factor);
}

function number(name: string, value: number): Expected {
  return { kind: "number", name, value };
}

function member(name: string, state: string | undefined, value: number): Expected {
  return { kind: "closed set", name, labels: { state: state ?? "" }, value };
}

function one(name: string, labels: Readonly<Record<string, string>>): Expected {
  return { kind: "number", name, labels, value: 1 };
}

function pick(labels: Readonly<Record<string, string>>, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (labels[name] === undefined || labels[name] === "" ? [] : [[name, labels[name]]])));
}
