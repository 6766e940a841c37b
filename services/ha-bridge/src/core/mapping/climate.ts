import { numberOf, setOf, temperatureOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

const HVAC_ACTIONS = ["cooling", "defrosting", "drying", "fan", "heating", "idle", "off", "preheating"];

export const climateMapping = closedSet(
  "climate",
  { states: ["off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only"], atRest: ["off"], listedIn: "hvac_modes" },
  [
    temperatureOf("climate", "current_temperature", "Temperature that the device measures, in °C."),
    temperatureOf("climate", "temperature", "Temperature that is wanted, in °C.", "target_temperature"),
    temperatureOf("climate", "target_temp_high", "Temperature above which it cools, in °C.", "target_temperature_high"),
    temperatureOf("climate", "target_temp_low", "Temperature below which it heats, in °C.", "target_temperature_low"),
    numberOf("climate", "current_humidity", "percent", "Relative humidity that the device measures, in %."),
    numberOf("climate", "humidity", "percent", "Relative humidity that is wanted, in %.", { name: "target_humidity" }),
    setOf("climate", "hvac_action", HVAC_ACTIONS, "Whether the device is doing this (1) or not (0)."),
    setOf("climate", "preset_mode", "preset_modes", "Whether this preset is chosen (1) or not (0)."),
    setOf("climate", "fan_mode", "fan_modes", "Whether its fan runs in this mode (1) or not (0)."),
    setOf("climate", "swing_mode", "swing_modes", "Whether its flaps swing in this mode (1) or not (0)."),
    setOf("climate", "swing_horizontal_mode", "swing_horizontal_modes", "Whether its flaps swing sideways in this mode (1) or not (0)."),
  ],
);
