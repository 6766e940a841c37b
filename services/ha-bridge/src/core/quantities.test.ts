import { describe, expect, test } from "vitest";
import { deviceClasses } from "./device-classes.ts";
import { quantityOf } from "./quantities.ts";
import { applyConversion } from "./units.ts";

describe("a number with a device class", () => {
  test.for<[deviceClass: string, unit: string | undefined, value: number, expected: string]>([
    ["temperature", "°F", 50, "ha_temperature_celsius 10"],
    ["temperature_delta", "°F", 18, "ha_temperature_delta_celsius 10"],
    ["energy", "Wh", 500, "ha_energy_kwh 0.5"],
    ["energy_storage", "MWh", 1, "ha_energy_storage_kwh 1000"],
    ["water", "L", 250, "ha_water_m3 0.25"],
    ["gas", "CCF", 0, "ha_gas_m3 0"],
    ["volume_flow_rate", "m³/h", 2, "ha_volume_flow_rate_m3_per_hour 2"],
    ["wind_speed", "km/h", 18, "ha_wind_speed_meters_per_second 5"],
    ["wind_speed", "Beaufort", 7, "ha_wind_speed_beaufort 7"],
    ["atmospheric_pressure", "mbar", 1013, "ha_atmospheric_pressure_hpa 1013"],
    ["battery", "%", 87, "ha_battery_percent 87"],
    ["carbon_dioxide", "ppm", 612, "ha_carbon_dioxide_ppm 612"],
    ["carbon_monoxide", "ppm", 9, "ha_carbon_monoxide_ppm 9"],
    ["carbon_monoxide", "mg/m³", 2, "ha_carbon_monoxide_ug_per_m3 2000"],
    ["pm25", "\u00b5g/m³", 12, "ha_pm25_ug_per_m3 12"],
    ["power_factor", undefined, 0.5, "ha_power_factor_percent 50"],
    ["power_factor", "%", 50, "ha_power_factor_percent 50"],
    ["signal_strength", "dBm", -70, "ha_signal_strength_dbm -70"],
    ["signal_strength", "dB", 20, "ha_signal_strength_db 20"],
    ["sound_pressure", "dBA", 40, "ha_sound_pressure_dba 40"],
    ["aqi", undefined, 42, "ha_aqi 42"],
    ["ph", undefined, 7.2, "ha_ph 7.2"],
    ["duration", "min", 2, "ha_duration_seconds 120"],
    ["data_rate", "Mbit/s", 8, "ha_data_rate_bytes_per_second 1000000"],
    ["monetary", "EUR", 12.5, "ha_monetary{EUR} 12.5"],
    ["monetary", "€", 12.5, "ha_monetary{EUR} 12.5"],
    ["monetary", "EUR/MWh", 80, "ha_monetary_per_kwh{EUR} 0.08"],
  ])("%s in %s: %d is %s", ([deviceClass, unit, value, expected]) => {
    expect(described({ device_class: deviceClass, unit_of_measurement: unit }, value)).toBe(expected);
  });

  test.for<[deviceClass: string, unit: string | undefined, expected: string]>([
    ["temperature", "%", "ha_value{%} 5"],
    ["temperature", undefined, "ha_value 5"],
    ["power", "kWh", "ha_value{kWh} 5"],
    ["aqi", "points", "ha_value{points} 5"],
    ["monetary", "credits", "ha_value{credits} 5"],
    ["a_class_of_tomorrow", "°C", "ha_value{°C} 5"],
    ["constructor", "W", "ha_value{W} 5"],
  ])("%s in %s is never in the wrong unit: %s", ([deviceClass, unit, expected]) => {
    expect(described({ device_class: deviceClass, unit_of_measurement: unit }, 5)).toBe(expected);
  });
});

describe("a number without a device class", () => {
  test.for<[unit: string | undefined, expected: string]>([
    ["°C", "ha_temperature_celsius 5"],
    ["W", "ha_power_watts 5"],
    ["V", "ha_voltage_volts 5"],
    ["A", "ha_current_amperes 5"],
    ["lx", "ha_illuminance_lux 5"],
    ["dBm", "ha_signal_strength_dbm 5"],
    ["EUR", "ha_monetary{EUR} 5"],
    ["EUR/kWh", "ha_monetary_per_kwh{EUR} 5"],
  ])("in %s is what only has this unit: %s", ([unit, expected]) => {
    expect(described({ unit_of_measurement: unit }, 5)).toBe(expected);
  });

  test.for(["%", "hPa", "kWh", "m³", "m", "ppm", "dB", "K", "°", "m/s", "rpm", "UV index"])("in %s could be several things", (unit) => {
    expect(described({ unit_of_measurement: unit }, 5)).toBe(`ha_value{${unit}} 5`);
  });

  test("without a unit has no unit label", () => {
    expect(described({}, 5)).toBe("ha_value 5");
  });

  test("with either micro sign has the same label", () => {
    expect(described({ unit_of_measurement: "\u00b5Sv/h" }, 5)).toBe(described({ unit_of_measurement: "\u03bcSv/h" }, 5));
  });

  test("in kWh that is a meter is energy, because stored energy is no meter", () => {
    expect(described({ unit_of_measurement: "kWh", state_class: "total" }, 5)).toBe("ha_energy_kwh 5");
  });
});

describe("a meter", () => {
  test.for([
    [{ device_class: "energy", unit_of_measurement: "kWh" }, "ha_energy_kwh_total"],
    [{ device_class: "water", unit_of_measurement: "L" }, "ha_water_m3_total"],
    [{ unit_of_measurement: "pulses" }, "ha_value_total"],
    [{}, "ha_value_total"],
  ] as const)("%j also is %s", ([attributes, expected]) => {
    expect(quantityOf({ ...attributes, state_class: "total_increasing" }).totalFamily).toMatchObject({ name: expected, kind: "counter" });
  });

  test("that may fall is none", () => {
    expect(quantityOf({ device_class: "energy", unit_of_measurement: "kWh", state_class: "total" }).totalFamily).toBeUndefined();
  });

  test("is none where Home Assistant has no meters, as of temperatures", () => {
    expect(quantityOf({ device_class: "temperature", unit_of_measurement: "°C", state_class: "total_increasing" }).totalFamily).toBeUndefined();
  });
});

test("device classes that must not be summed are different families", () => {
  const names = new Set(["energy", "energy_storage"].map((name) => quantityOf({ device_class: name, unit_of_measurement: "kWh" }).family.name));
  expect(names.size).toBe(2);
});

test("the same combination is looked up once", () => {
  const attributes = { device_class: "power", unit_of_measurement: "kW", state_class: "measurement" };
  expect(quantityOf({ ...attributes })).toBe(quantityOf({ ...attributes }));
});

test("ten thousand different units are no memory leak and no wrong answer", () => {
  for (let index = 0; index < 10_000; index += 1) quantityOf({ unit_of_measurement: `unit ${index}` });
  expect(described({ unit_of_measurement: "unit 3" }, 5)).toBe("ha_value{unit 3} 5");
});

test("every device class has a title and a unit", () => {
  expect(Object.values(deviceClasses).filter(({ title, kinds }) => title === "" || kinds.length === 0)).toEqual([]);
});

function described(attributes: Record<string, unknown>, value: number): string {
  const { family, label, conversion } = quantityOf(attributes);
  const converted = Number(applyConversion(conversion, value).toPrecision(12));
  return `${family.name}${label === undefined ? "" : `{${label}}`} ${converted}`;
}
