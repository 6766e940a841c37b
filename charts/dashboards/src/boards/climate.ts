import type { Board } from "../dashboard.ts";
import { bars } from "../panels/bars.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { CHOSEN, HOUSE, inNamedArea, meanInRange, NAME, named, numberOf } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import { UIDS } from "../uids.ts";
import { CO2_PPM, INDOOR_CELSIUS, INDOOR_HUMIDITY, NEUTRAL, OFF, PM25 } from "../values.ts";
import { area, floor, house, metricsSource } from "../variables.ts";

const tile = { width: 4, height: 4 } as const;
const AREA = "{{area_name}}";
const temperature = `ha_area_temperature_celsius{${CHOSEN}}`;
const humidity = `ha_area_humidity_percent{${CHOSEN}}`;
const indoor = { decimals: 1, softMin: 16, softMax: 24 } as const;
const byArea = (expr: string) => `max by (area_name, floor_name) (${inNamedArea(expr)})`;

// Magnus' formula over water, good to 0.1 °C at the temperatures of a house.
const together = "on (instance, area)";
const gamma = `(ln(${humidity} / 100) + ${together} 17.625 * (${temperature} / ${together} (243.04 + ${temperature})))`;
const dewPoint = `243.04 * (${gamma} / ${together} (17.625 - ${gamma}))`;
const gramsPerM3 = (celsius: string, percent: string, match: string) =>
  `6.112 * 2.1674 * (exp(17.62 * (${celsius} / ${match} (243.12 + ${celsius}))) * ${match} (${percent} / ${match} (273.15 + ${celsius})))`;
const waterInside = gramsPerM3(temperature, humidity, together);
const waterOutside = gramsPerM3(`ha_weather_temperature_celsius{${HOUSE}}`, `ha_weather_humidity_percent{${HOUSE}}`, "on (instance, entity_id)");

export const climateBoard: Board = {
  uid: UIDS.climate,
  title: "Climate & air",
  description: "Temperature, humidity, heating and the quality of the air, by area; outdoors beside it.",
  tags: ["home"],
  variables: [metricsSource(), house(), floor(), area()],
  looksBack: "24h",
  refresh: "1m",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Warmest area",
          description: "The area with the highest temperature.",
          unit: "celsius",
          empty: "no sensors",
          decimals: 1,
          names: true,
          steps: INDOOR_CELSIUS,
          queries: [now(`topk(1, ${inNamedArea(temperature)})`, AREA)],
        }),
        stat({
          ...tile,
          title: "Coldest area",
          description: "The area with the lowest temperature.",
          unit: "celsius",
          empty: "no sensors",
          decimals: 1,
          names: true,
          steps: INDOOR_CELSIUS,
          queries: [now(`bottomk(1, ${inNamedArea(temperature)})`, AREA)],
        }),
        stat({
          ...tile,
          title: "Most humid area",
          description: "The area with the highest relative humidity. Above 65 % for days mould grows on cold walls.",
          unit: "percent",
          empty: "no sensors",
          decimals: 0,
          names: true,
          steps: INDOOR_HUMIDITY,
          queries: [now(`topk(1, ${inNamedArea(humidity)})`, AREA)],
        }),
        stat({
          ...tile,
          title: "Highest CO₂",
          description: "Above 1000 ppm it is time to air the room.",
          unit: "ppm",
          empty: "no sensors",
          decimals: 0,
          names: true,
          steps: CO2_PPM,
          queries: [now(`topk(1, ${named(`ha_carbon_dioxide_ppm{${CHOSEN}}`)})`, NAME)],
        }),
        stat({
          ...tile,
          title: "Outdoors",
          description: "Temperature of the first weather service of Home Assistant.",
          unit: "celsius",
          empty: "no weather service",
          decimals: 1,
          steps: NEUTRAL,
          queries: [overTime(`bottomk(1, ha_weather_temperature_celsius{${HOUSE}})`)],
        }),
        stat({
          ...tile,
          title: "Heating now",
          description: "Thermostats that call for heat at this moment.",
          unit: "none",
          empty: "no thermostats",
          steps: NEUTRAL,
          queries: [now(`sum(ha_climate_hvac_action{${CHOSEN},state="heating"})`)],
        }),
      ],
    },
    {
      title: "Areas",
      panels: [
        table({
          width: 24,
          height: 9,
          title: "Areas in the time range",
          description: "Now, and mean, lowest and highest over the time range. Means go by time: a value counts for as long as it was true.",
          unit: "none",
          empty: "No area names a temperature sensor: Settings, Areas",
          queries: [
            now(byArea(temperature)),
            now(byArea(meanInRange(temperature))),
            now(byArea(`min_over_time(${temperature}[$__range])`)),
            now(byArea(`max_over_time(${temperature}[$__range])`)),
            now(byArea(humidity)),
            now(byArea(meanInRange(humidity))),
            now(byArea(dewPoint)),
            now(byArea(waterInside)),
          ],
          columns: [
            { of: "floor_name", title: "Floor", width: 140 },
            { of: "area_name", title: "Area" },
            { of: "value", title: "Now", unit: "celsius", decimals: 1, steps: INDOOR_CELSIUS, coloured: "text" },
            { of: "value B", title: "Mean", unit: "celsius", decimals: 1 },
            { of: "value C", title: "Lowest", unit: "celsius", decimals: 1 },
            { of: "value D", title: "Highest", unit: "celsius", decimals: 1 },
            { of: "value E", title: "Humidity", unit: "percent", decimals: 0, steps: INDOOR_HUMIDITY, coloured: "text" },
            { of: "value F", title: "Mean humidity", unit: "percent", decimals: 0 },
            { of: "value G", title: "Dew point", unit: "celsius", decimals: 1 },
            { of: "value H", title: "Water in the air", unit: "congm3", decimals: 1 },
          ],
          sortedBy: { title: "Floor" },
        }),
        series({
          ...indoor,
          width: 12,
          height: 9,
          title: "Temperature",
          description: "The sensor that each area names for its temperature.",
          unit: "celsius",
          empty: "No area names a temperature sensor",
          queries: [overTime(inNamedArea(temperature), AREA)],
        }),
        series({
          width: 12,
          height: 9,
          title: "Humidity",
          description: "The sensor that each area names for its humidity. The dashed lines are 35, 65 and 75 %.",
          unit: "percent",
          empty: "No area names a humidity sensor",
          decimals: 0,
          softMin: 30,
          softMax: 70,
          steps: INDOOR_HUMIDITY,
          queries: [overTime(inNamedArea(humidity), AREA)],
        }),
        series({
          width: 12,
          height: 9,
          title: "Does airing help?",
          description: "Water in the air, indoors and outdoors. Airing dries a room while outdoors is lower.",
          unit: "congm3",
          empty: "Needs an area with temperature and humidity",
          decimals: 1,
          softMin: 0,
          queries: [overTime(inNamedArea(waterInside), AREA), overTime(`avg(${waterOutside})`, "Outdoors")],
        }),
        series({
          width: 12,
          height: 9,
          title: "All temperature sensors",
          description: "Every sensor with a temperature, also fridges, boilers and machines.",
          unit: "celsius",
          empty: "No temperature sensors",
          decimals: 1,
          queries: [overTime(named(`ha_temperature_celsius{${CHOSEN},category=""}`), NAME)],
        }),
      ],
    },
    {
      title: "Heating and cooling",
      panels: [
        series({
          ...indoor,
          width: 12,
          height: 9,
          title: "Thermostats: is and wanted",
          description: "Temperature that each thermostat measures and the one that is wanted. They should meet.",
          unit: "celsius",
          empty: "No thermostats",
          queries: [
            overTime(named(`ha_climate_current_temperature_celsius{${CHOSEN}}`), NAME),
            overTime(named(`ha_climate_target_temperature_celsius{${CHOSEN}}`), `${NAME}, wanted`),
          ],
        }),
        timeline({
          width: 12,
          height: 9,
          title: "What the thermostats do",
          description: "Heating, cooling, drying or nothing.",
          unit: "none",
          empty: "No thermostat tells what it does",
          words: { 0: ["Idle or off", OFF], 1: ["Heating", "orange"], 2: ["Cooling", "blue"], 3: ["Drying", "yellow"], 4: ["Fan", "purple"] },
          queries: [
            overTime(
              named(
                `sum by (instance, entity_id) (${["heating", "cooling", "drying", "fan"].map((state, index) => `ha_climate_hvac_action{${CHOSEN},state="${state}"} * ${index + 1}`).join(" or ")} or ha_climate_hvac_action{${CHOSEN},state="idle"} * 0 or ha_climate_hvac_action{${CHOSEN},state="off"} * 0)`,
              ),
              NAME,
            ),
          ],
        }),
        bars({
          width: 12,
          height: 7,
          title: "Share of time heating",
          description:
            "How much of the time range each thermostat called for heat. Far more than its neighbours: a window may be open, or the valve is stuck.",
          unit: "percentunit",
          empty: "No thermostat tells what it does",
          decimals: 0,
          min: 0,
          max: 1,
          steps: ["orange"],
          queries: [now(`sort_desc(${named(meanInRange(`ha_climate_hvac_action{${CHOSEN},state="heating"}`))})`, NAME)],
        }),
        timeline({
          width: 12,
          height: 7,
          title: "Modes",
          description: "What each thermostat is set to.",
          unit: "none",
          empty: "No thermostats",
          words: { 0: ["Off", OFF], 1: ["Heat", "orange"], 2: ["Cool", "blue"], 3: ["Auto", "green"], 4: ["Heat or cool", "purple"] },
          queries: [
            overTime(
              named(
                `sum by (instance, entity_id) (${["off", "heat", "cool", "auto", "heat_cool"].map((state, code) => numberOf(state, code, `${CHOSEN},domain="climate"`)).join(" or ")})`,
              ),
              NAME,
            ),
          ],
        }),
      ],
    },
    {
      title: "Air",
      panels: [
        series({
          width: 12,
          height: 8,
          title: "Carbon dioxide",
          description: "Below 1000 ppm the air is fresh, above 2000 ppm it is not acceptable.",
          unit: "ppm",
          empty: "No carbon dioxide sensors",
          decimals: 0,
          softMin: 400,
          softMax: 1000,
          steps: CO2_PPM,
          queries: [overTime(named(`ha_carbon_dioxide_ppm{${CHOSEN}}`), NAME)],
        }),
        series({
          width: 12,
          height: 8,
          title: "Fine particles (PM2.5)",
          description: "The WHO asks for a day's mean below 15 µg/m³.",
          unit: "conμgm3",
          empty: "No particle sensors",
          decimals: 0,
          softMin: 0,
          softMax: 15,
          steps: PM25,
          queries: [overTime(named(`ha_pm25_ug_per_m3{${CHOSEN}}`), NAME)],
        }),
      ],
    },
    {
      title: "Outdoors",
      panels: [
        series({
          width: 8,
          height: 8,
          title: "Weather: temperature",
          description:
            "As the weather services of Home Assistant tell it, with the lowest and highest of the next 24 hours where there is a forecast.",
          unit: "celsius",
          empty: "No weather service",
          decimals: 1,
          queries: [
            overTime(named(`ha_weather_temperature_celsius{${HOUSE}}`), NAME),
            overTime(named(`ha_weather_forecast_temperature_min_celsius{${HOUSE}}`), `${NAME}, next 24 h lowest`),
            overTime(named(`ha_weather_forecast_temperature_max_celsius{${HOUSE}}`), `${NAME}, next 24 h highest`),
          ],
        }),
        series({
          width: 8,
          height: 8,
          title: "Weather: wind",
          description: "Wind of the weather services and of sensors.",
          unit: "velocityms",
          empty: "Nothing tells of the wind",
          decimals: 1,
          softMin: 0,
          queries: [
            overTime(named(`ha_weather_wind_speed_meters_per_second{${HOUSE}}`), NAME),
            overTime(named(`ha_wind_speed_meters_per_second{${HOUSE}}`), NAME),
          ],
        }),
        series({
          width: 8,
          height: 8,
          title: "Air pressure",
          description: "A fall of several hPa in a few hours brings wind and rain.",
          unit: "pressurehpa",
          empty: "Nothing tells of the pressure",
          decimals: 0,
          softMin: 990,
          softMax: 1030,
          queries: [overTime(named(`ha_weather_pressure_hpa{${HOUSE}}`), NAME), overTime(named(`ha_atmospheric_pressure_hpa{${HOUSE}}`), NAME)],
        }),
      ],
    },
  ],
};
