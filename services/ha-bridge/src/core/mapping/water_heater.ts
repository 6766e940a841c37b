import { flagOf, temperatureOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

/** The attribute operation_mode says the same as the state. */
export const waterHeaterMapping = closedSet(
  "water_heater",
  { states: ["off", "eco", "electric", "performance", "high_demand", "heat_pump", "gas"], atRest: ["off"], listedIn: "operation_list" },
  [
    temperatureOf("water_heater", "current_temperature", "Temperature of the water, in °C."),
    temperatureOf("water_heater", "temperature", "Temperature that is wanted, in °C.", "target_temperature"),
    temperatureOf("water_heater", "target_temp_high", "Highest temperature that is wanted, in °C.", "target_temperature_high"),
    temperatureOf("water_heater", "target_temp_low", "Lowest temperature that is wanted, in °C.", "target_temperature_low"),
    flagOf("water_heater", "away_mode", "Whether it saves energy because nobody is there (1) or not (0)."),
  ],
);
