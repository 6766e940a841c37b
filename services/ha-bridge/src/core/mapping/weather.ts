import type { Family } from "../family.ts";
import type { UnitKindName } from "../units.ts";
import { convert } from "../units.ts";
import type { Forecast } from "./domain-mapping.ts";
import { attributeFamily, numberOf, TEMPERATURE_UNIT, temperatureOf, unitOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";
import type { AttributeSeries } from "./parts/define-mapping.ts";
import { windBearing } from "./parts/wind-bearing.ts";

const CONDITIONS = [
  "clear-night",
  "cloudy",
  "exceptional",
  "fog",
  "hail",
  "lightning",
  "lightning-rainy",
  "partlycloudy",
  "pouring",
  "rainy",
  "snowy",
  "snowy-rainy",
  "sunny",
  "windy",
  "windy-variant",
];

export const weatherMapping = closedSet("weather", { states: CONDITIONS }, [
  temperatureOf("weather", "temperature", "Temperature, in °C."),
  temperatureOf("weather", "apparent_temperature", "Temperature as it feels, in °C."),
  temperatureOf("weather", "dew_point", "Dew point, in °C."),
  numberOf("weather", "humidity", "percent", "Relative humidity, in %."),
  numberOf("weather", "pressure", "hpa", "Air pressure, in hPa.", { unitIn: "pressure_unit" }),
  numberOf("weather", "wind_speed", "metersPerSecond", "Wind speed, in m/s.", { unitIn: "wind_speed_unit" }),
  numberOf("weather", "wind_gust_speed", "metersPerSecond", "Speed of gusts, in m/s.", { unitIn: "wind_speed_unit" }),
  windBearing,
  numberOf("weather", "visibility", "meters", "Visibility, in m.", { unitIn: "visibility_unit" }),
  numberOf("weather", "ozone", "none", "Ozone, in the integration's own unit."),
  numberOf("weather", "cloud_coverage", "percent", "Cloud cover, in %."),
  numberOf("weather", "uv_index", "none", "UV index."),
  forecastOf("temperatureMin", "forecast_temperature_min", "celsius", "Lowest temperature of the next 24 h, in °C.", TEMPERATURE_UNIT),
  forecastOf("temperatureMax", "forecast_temperature_max", "celsius", "Highest temperature of the next 24 h, in °C.", TEMPERATURE_UNIT),
  forecastOf("precipitation", "forecast_precipitation", "mm", "Precipitation of the next 24 h, in mm.", "precipitation_unit"),
]);

function forecastOf(key: keyof Forecast, name: string, kind: UnitKindName, help: string, unitIn: string): AttributeSeries {
  const family: Family = { ...attributeFamily("weather", name, { help, kind }), source: "forecast of weather" };
  return {
    family,
    observe({ entityId, attributes }, facts, out) {
      const forecast = facts.forecasts.get(entityId);
      if (forecast === undefined) return out.later(family);
      const number = forecast[key];
      const value = number === undefined ? undefined : convert(number, unitOf(attributes, unitIn, facts), kind);
      if (value !== undefined && Number.isFinite(value)) out.value(family, value);
    },
  };
}
