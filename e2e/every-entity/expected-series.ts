import type { EntityState } from "../../tools/testbed/home-assistant/home-assistant-client.ts";

/** What must be in the store for one state of Home Assistant, worked out from nothing but that state. */
export interface Expected {
  readonly kind: "available" | "number" | "on/off" | "closed set" | "point in time" | "text";
  /** Metric name, or a pattern where several names are right. */
  readonly name: string | RegExp;
  readonly labels?: Readonly<Record<string, string>>;
  /** Undefined: any value will do. */
  readonly value: number | undefined;
}

export function expectedSeries(state: EntityState): Expected[] {
  const available: Expected = { kind: "available", name: "ha_entity_available", value: state.state === "unavailable" ? 0 : 1 };
  if (state.state === "unavailable" || state.state === "unknown") return [available];
  return [available, ...ofState(state)];
}

const ON_OFF = new Set("automation binary_sensor calendar fan humidifier input_boolean light remote schedule script siren switch update".split(" "));
const CLOSED_SET = new Set(
  "alarm_control_panel alert camera climate cover device_tracker input_select lawn_mower lock media_player person plant select sun timer vacuum valve water_heater weather".split(
    " ",
  ),
);
const POINT_IN_TIME = new Set("button conversation datetime event image infrared input_button notify radio_frequency scene stt".split(" "));

function ofState({ entity_id, state, attributes }: EntityState): Expected[] {
  const domain = entity_id.split(".")[0] ?? "";
  if (ON_OFF.has(domain)) return [{ kind: "on/off", name: "ha_on", value: state === "on" ? 1 : 0 }];
  if (CLOSED_SET.has(domain) || (domain === "sensor" && Array.isArray(attributes["options"]))) {
    return [{ kind: "closed set", name: "ha_enum_state", labels: { state }, value: 1 }];
  }
  if (POINT_IN_TIME.has(domain) || attributes["device_class"] === "timestamp") {
    return [{ kind: "point in time", name: "ha_timestamp_seconds", value: Date.parse(state) / 1000 }];
  }
  if (state.trim() !== "" && Number.isFinite(Number(state))) return [numberOf(domain, Number(state), attributes)];
  if (domain === "date" || domain === "time" || domain === "input_datetime")
    return [{ kind: "point in time", name: /^ha_(timestamp|time_of_day)_seconds$/, value: undefined }];
  if (domain === "group") return [{ kind: "on/off", name: "ha_on", value: state === "on" ? 1 : 0 }];
  return [{ kind: "text", name: "ha_entity_changes_total", value: undefined }];
}

/** Device class and unit of Home Assistant -> our metric and what one unit is worth in it. */
const QUANTITIES: Readonly<Record<string, readonly [name: string, factor: number]>> = {
  "atmospheric_pressure hPa": ["ha_atmospheric_pressure_hpa", 1],
  "battery %": ["ha_battery_percent", 1],
  "carbon_dioxide ppm": ["ha_carbon_dioxide_ppm", 1],
  "carbon_monoxide ppm": ["ha_carbon_monoxide_ppm", 1],
  "current A": ["ha_current_amperes", 1],
  "distance km": ["ha_distance_meters", 1000],
  "distance m": ["ha_distance_meters", 1],
  "duration h": ["ha_duration_seconds", 3600],
  "energy MWh": ["ha_energy_kwh", 1000],
  "energy kWh": ["ha_energy_kwh", 1],
  "frequency Hz": ["ha_frequency_hertz", 1],
  "gas m³": ["ha_gas_m3", 1],
  "humidity %": ["ha_humidity_percent", 1],
  "illuminance lx": ["ha_illuminance_lux", 1],
  "pm25 µg/m³": ["ha_pm25_ug_per_m3", 1],
  "power W": ["ha_power_watts", 1],
  "power kW": ["ha_power_watts", 1000],
  "precipitation mm": ["ha_precipitation_mm", 1],
  "signal_strength dBm": ["ha_signal_strength_dbm", 1],
  "temperature °C": ["ha_temperature_celsius", 1],
  "voltage V": ["ha_voltage_volts", 1],
  "water L": ["ha_water_m3", 0.001],
  "wind_direction °": ["ha_wind_direction_degrees", 1],
  "wind_speed km/h": ["ha_wind_speed_meters_per_second", 1 / 3.6],
  // A unit that belongs to one quantity alone names it.
  " °C": ["ha_temperature_celsius", 1],
  " W": ["ha_power_watts", 1],
  " min": ["ha_duration_seconds", 60],
};

export function numberOf(domain: string, value: number, attributes: Readonly<Record<string, unknown>>): Expected {
  if (domain === "zone" || domain === "todo" || domain === "counter")
    return { kind: "number", name: /^ha_(value|zone_\w+|todo_\w+|counter_\w+)$/, value };
  if (domain === "geo_location") return { kind: "number", name: "ha_distance_meters", value: value * 1000 };
  if (domain === "air_quality") return { kind: "number", name: /pm25?_ug_per_m3$|^ha_pm25_ug_per_m3$/, value };
  const unit = textOf(attributes["unit_of_measurement"]).replaceAll("\u03BC", "\u00B5");
  const known = QUANTITIES[`${textOf(attributes["device_class"])} ${unit}`];
  if (known !== undefined) return { kind: "number", name: known[0], value: value * known[1] };
  return { kind: "number", name: "ha_value", ...(unit !== "" && { labels: { unit } }), value };
}

function textOf(attribute: unknown): string {
  return typeof attribute === "string" ? attribute : "";
}
