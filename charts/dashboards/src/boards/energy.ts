import { TextBoxVariableBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Board } from "../dashboard.ts";
import { bars } from "../panels/bars.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { CHOSEN, HOUSE, meanInRange, NAME, named, withFacts } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import { UIDS } from "../uids.ts";
import { NEUTRAL } from "../values.ts";
import { area, floor, house, logsSource, metricsSource, namedIds } from "../variables.ts";
import { AREA_COLUMN, ENTITY_COLUMN, NAME_COLUMN } from "./common-columns.ts";

const tile = { width: 6, height: 4 } as const;
const meters = `ha_energy_kwh_total{${CHOSEN},entity_id=~"$meter"}`;
const power = `ha_power_watts{${CHOSEN}}`;
const NAMES_OF_THE_DAY = `topk by (instance, entity_id) (1, last_over_time(ha_entity_info{${HOUSE}}[1d] offset -1d))`;
// A bar stands at the beginning of its day, and today's shows what there is so far.
const perDay = (meter: string) => `increase(${meter}[1d] offset -1d) * on (instance, entity_id) group_left (friendly_name) ${NAMES_OF_THE_DAY}`;
const inRange = (meter: string) => `increase(${meter}[$__range])`;

const meterVariable = namedIds(
  "meter",
  "Energy meters",
  `max by (entity_id, friendly_name) (ha_energy_kwh_total{${HOUSE}} * on (instance, entity_id) group_left (friendly_name) topk by (instance, entity_id) (1, ha_entity_info{${HOUSE}}))`,
  "entity_id",
  "friendly_name",
).description("Meters that the energy panels show. For what the house takes choose the meter of the grid.");

export const energyBoard: Board = {
  uid: UIDS.energy,
  title: "Energy",
  description: "Power now, energy by day and by device, cost, gas and water.",
  tags: ["home"],
  variables: [
    metricsSource(),
    logsSource(),
    house(),
    floor(),
    area(),
    meterVariable,
    new TextBoxVariableBuilder("price").label("Price per kWh").defaultValue("0.30").description("In your currency; the cost panel multiplies by it"),
  ],
  looksBack: "7d",
  refresh: "5m",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Highest power",
          description: "The highest power that any sensor reads: the main meter where there is one, else the greatest consumer.",
          unit: "watt",
          empty: "no sensors of power",
          steps: NEUTRAL,
          queries: [overTime(`max(${power})`)],
        }),
        stat({
          ...tile,
          title: "Energy in the time range",
          description: "What the chosen meters counted in the time range, together. Choose one meter for a sum that means something.",
          unit: "kwatth",
          empty: "no meters",
          decimals: 1,
          steps: NEUTRAL,
          queries: [now(`sum(${inRange(meters)})`)],
        }),
        stat({
          ...tile,
          title: "Cost in the time range",
          description: "The same times the price at the top of the page, in your currency.",
          unit: "none",
          empty: "no meters",
          decimals: 2,
          steps: NEUTRAL,
          queries: [now(`sum(${inRange(meters)}) * $price`)],
        }),
        stat({
          ...tile,
          title: "Base load",
          description:
            "The power that the house is at or below for only a twentieth of the time range: what runs day and night. Taken from the sensor with the highest mean.",
          unit: "watt",
          empty: "no sensors of power",
          decimals: 0,
          steps: NEUTRAL,
          queries: [now(`max(quantile_over_time(0.05, (${power})[$__range:1m]))`)],
        }),
      ],
    },
    {
      title: "Power",
      panels: [
        series({
          width: 16,
          height: 10,
          title: "Power",
          description: "Every sensor of power. The main meter holds the others, so they do not add up.",
          unit: "watt",
          empty: "No sensors of power",
          softMin: 0,
          drawn: "steps",
          queries: [overTime(named(power), NAME)],
        }),
        bars({
          width: 8,
          height: 10,
          title: "Power now",
          description: "The twenty greatest, in order.",
          unit: "watt",
          empty: "No sensors of power",
          min: 0,
          steps: ["green", [500, "yellow"], [2000, "orange"]],
          queries: [now(`sort_desc(topk(20, ${named(power)}))`, NAME)],
        }),
        table({
          width: 24,
          height: 8,
          title: "Devices in the time range",
          description: "Mean and highest power, and what each draws at rest (the fifth percentile). Means go by time, not by the number of reports.",
          unit: "none",
          empty: "No sensors of power",
          queries: [
            now(withFacts(power, "area_name")),
            now(withFacts(meanInRange(power), "area_name")),
            now(withFacts(`max_over_time(${power}[$__range])`, "area_name")),
            now(withFacts(`quantile_over_time(0.05, (${power})[$__range:1m])`, "area_name")),
          ],
          columns: [
            NAME_COLUMN,
            AREA_COLUMN,
            { of: "value", title: "Now", unit: "watt", decimals: 0 },
            { of: "value B", title: "Mean", unit: "watt", decimals: 0, coloured: "bar", min: 0, steps: ["blue"] },
            { of: "value C", title: "Highest", unit: "watt", decimals: 0 },
            { of: "value D", title: "At rest", unit: "watt", decimals: 0, steps: ["green", [5, "yellow"], [20, "orange"]], coloured: "text" },
            ENTITY_COLUMN,
          ],
          sortedBy: { title: "Mean", descending: true },
        }),
      ],
    },
    {
      title: "Energy",
      panels: [
        series({
          width: 16,
          height: 10,
          title: "Energy per day",
          description: "What each chosen meter counted from midnight to midnight of your browser; today's bar is what there is so far.",
          unit: "kwatth",
          empty: "No meters",
          decimals: 1,
          min: 0,
          drawn: "bars",
          queries: [overTime(perDay(meters), NAME, "1d")],
        }),
        bars({
          width: 8,
          height: 10,
          title: "Energy in the time range",
          description: "By meter, the greatest first.",
          unit: "kwatth",
          empty: "No meters",
          decimals: 1,
          min: 0,
          steps: NEUTRAL,
          queries: [now(`sort_desc(${named(inRange(meters))})`, NAME)],
        }),
      ],
    },
    {
      title: "Gas and water",
      panels: [
        series({
          width: 12,
          height: 8,
          title: "Gas per day",
          description: "Each gas meter, from midnight to midnight.",
          unit: "m3",
          empty: "No gas meter",
          decimals: 2,
          min: 0,
          drawn: "bars",
          queries: [overTime(perDay(`ha_gas_m3_total{${CHOSEN}}`), NAME, "1d")],
        }),
        series({
          width: 12,
          height: 8,
          title: "Water per day",
          description: "Each water meter, from midnight to midnight. 1 m³ is 1000 litres.",
          unit: "m3",
          empty: "No water meter",
          decimals: 3,
          min: 0,
          drawn: "bars",
          queries: [overTime(perDay(`ha_water_m3_total{${CHOSEN}}`), NAME, "1d")],
        }),
      ],
    },
    {
      title: "The grid",
      panels: [
        series({
          width: 8,
          height: 8,
          title: "Voltage",
          description: "In Europe 230 V plus or minus 10 % is allowed.",
          unit: "volt",
          empty: "No sensors of voltage",
          decimals: 0,
          softMin: 220,
          softMax: 240,
          queries: [overTime(named(`ha_voltage_volts{${CHOSEN},category=""}`), NAME)],
        }),
        series({
          width: 8,
          height: 8,
          title: "Current",
          description: "Beware of what the fuse carries for long.",
          unit: "amp",
          empty: "No sensors of current",
          decimals: 1,
          softMin: 0,
          queries: [overTime(named(`ha_current_amperes{${CHOSEN}}`), NAME)],
        }),
        series({
          width: 8,
          height: 8,
          title: "Frequency",
          description: "The whole continent swings together; below 49.8 Hz the grid is in trouble.",
          unit: "hertz",
          empty: "No sensors of frequency",
          decimals: 2,
          softMin: 49.9,
          softMax: 50.1,
          queries: [overTime(named(`ha_frequency_hertz{${CHOSEN}}`), NAME)],
        }),
      ],
    },
  ],
};
