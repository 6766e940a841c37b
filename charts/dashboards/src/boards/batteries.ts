import type { Board } from "../dashboard.ts";
import { bars } from "../panels/bars.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, CHOSEN, coarseMeanInRange, countOf, NAME, named, withFacts } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import * as select from "../selectors.ts";
import { deviceAvailable, silentDevices, silentSince } from "../silent-devices.ts";
import { UIDS } from "../uids.ts";
import { CHARGE, SHARE_WANTED, ZERO_IS_GOOD } from "../values.ts";
import { area, floor, house, logsSource, metricsSource } from "../variables.ts";
import { AREA_COLUMN, ENTITY_COLUMN, NAME_COLUMN } from "./common-columns.ts";

const tile = { width: 6, height: 4 } as const;
const battery = `ha_battery_percent{${CHOSEN}}`;
const batteryLow = `ha_on{${CHOSEN},domain="binary_sensor",device_class="battery"}`;
const SINCE = { of: "value", title: "Since", unit: "dateTimeFromNow", width: 140 } as const;

export const batteriesBoard: Board = {
  uid: UIDS.batteries,
  title: "Batteries & availability",
  description: "Which batteries to buy, which devices have gone silent, and how reliable each has been.",
  tags: ["home"],
  variables: [metricsSource(), logsSource(), house(), floor(), area()],
  looksBack: "7d",
  refresh: "5m",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Batteries below 25 %",
          description: "Batteries that tell their charge and are low, and those that only tell that they are.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(countOf(`(${battery} < 25) or (${batteryLow} == 1)`))],
        }),
        stat({
          ...tile,
          title: "Silent devices",
          description: "Devices of which no entity is available.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(countOf(silentDevices))],
        }),
        stat({
          ...tile,
          title: "Entities not available",
          description: "All of them, also single ones of devices that still speak.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(countOf(select.unavailable))],
        }),
        stat({
          ...tile,
          title: "Available in the time range",
          description: "Mean of all entities over the time range.",
          unit: "percentunit",
          empty: "no data",
          decimals: 2,
          steps: SHARE_WANTED,
          queries: [now(`avg(${coarseMeanInRange(`ha_entity_available{${CHOSEN}}`)})`)],
        }),
      ],
    },
    {
      title: "Batteries",
      panels: [
        bars({
          width: 8,
          height: 12,
          title: "Charge now",
          description: "The emptiest first.",
          unit: "percent",
          empty: "No batteries here",
          min: 0,
          max: 100,
          steps: CHARGE,
          queries: [now(`sort(${named(battery)})`, NAME)],
        }),
        table({
          width: 16,
          height: 12,
          title: "When they will be empty",
          description:
            "Charge now, and when it reaches 0 % if it goes on falling as it did in the time range; look at a week or more. Those that do not fall have no date.",
          unit: "none",
          empty: "No batteries here",
          queries: [
            now(withFacts(battery, "area_name", "device", "model")),
            now(
              withFacts(asDate(`time() + ${battery} / on (instance, entity_id) (-deriv(${battery}[$__range]) > 0)`), "area_name", "device", "model"),
            ),
          ],
          columns: [
            NAME_COLUMN,
            AREA_COLUMN,
            { of: "device", title: "Device", width: 180 },
            { of: "model", title: "Model", width: 140 },
            { of: "value", title: "Charge", unit: "percent", decimals: 0, coloured: "bar", min: 0, max: 100, steps: CHARGE },
            { of: "value B", title: "Empty", unit: "dateTimeFromNow", width: 140 },
            ENTITY_COLUMN,
          ],
          sortedBy: { title: "Charge" },
        }),
        series({
          width: 24,
          height: 9,
          title: "Charge over time",
          description: "A line that falls faster than it used to is a device that wakes too often, or a battery that is worn.",
          unit: "percent",
          empty: "No batteries here",
          min: 0,
          max: 100,
          steps: CHARGE,
          queries: [overTime(named(battery), NAME)],
        }),
      ],
    },
    {
      title: "Silent now",
      panels: [
        table({
          width: 12,
          height: 9,
          title: "Silent devices",
          description: "Devices of which no entity is available, and since when.",
          unit: "none",
          empty: "All devices speak",
          queries: [now(asDate(silentSince))],
          columns: [
            { of: "device", title: "Device" },
            AREA_COLUMN,
            { of: "model", title: "Model", width: 140 },
            { of: "integration", title: "Integration", width: 140 },
            SINCE,
          ],
          sortedBy: { title: "Since" },
        }),
        table({
          width: 12,
          height: 9,
          title: "Entities not available",
          description: "Every entity that is not available, and since when.",
          unit: "none",
          empty: "Everything is available",
          queries: [
            now(
              asDate(
                withFacts(
                  `ha_entity_last_changed_seconds{${CHOSEN}} and on (instance, entity_id) (${select.unavailable})`,
                  "area_name",
                  "integration",
                ),
              ),
            ),
          ],
          columns: [NAME_COLUMN, AREA_COLUMN, { of: "integration", title: "Integration", width: 140 }, SINCE, ENTITY_COLUMN],
          sortedBy: { title: "Since" },
        }),
      ],
    },
    {
      title: "Reliability",
      panels: [
        timeline({
          width: 12,
          height: 10,
          title: "Devices that were silent",
          description: "Devices that were silent at least once in the time range.",
          unit: "none",
          empty: "No device was silent in this time",
          words: { 0: ["Silent", "red"], 1: ["Speaks", "#73bf6940"] },
          queries: [
            overTime(
              `${deviceAvailable} and on (instance, device) (min_over_time((${deviceAvailable})[$__range:$__interval] @ end()) == 0)`,
              "{{device}}",
            ),
          ],
        }),
        bars({
          width: 12,
          height: 10,
          title: "Least available entities",
          description: "The thirty that were available for the smallest part of the time range.",
          unit: "percentunit",
          empty: "No entities here",
          decimals: 1,
          min: 0,
          max: 1,
          steps: SHARE_WANTED,
          queries: [now(`sort(bottomk(30, ${named(coarseMeanInRange(`ha_entity_available{${CHOSEN}}`))}))`, NAME)],
        }),
        series({
          width: 12,
          height: 9,
          title: "Not available, by integration",
          description: "A step of many at once is an integration or a hub that was gone.",
          unit: "none",
          empty: "Everything is available",
          min: 0,
          drawn: "stacked",
          queries: [overTime(`count by (integration) (${withFacts(select.unavailable, "integration")})`, "{{integration}}")],
        }),
        series({
          width: 12,
          height: 9,
          title: "Signal strength",
          description: "Above -67 dBm is good, below -80 dBm devices drop out.",
          unit: "dBm",
          empty: "Nothing tells its signal strength",
          decimals: 0,
          softMin: -90,
          softMax: -40,
          steps: ["red", [-80, "orange"], [-67, "green"]],
          queries: [overTime(named(`ha_signal_strength_dbm{${CHOSEN}}`), NAME)],
        }),
        table({
          width: 24,
          height: 9,
          title: "Heard of longest ago",
          description:
            "Entities of devices that are available and have reported nothing for the longest time. A sensor that has not reported for a day may be dead without Home Assistant knowing.",
          unit: "none",
          empty: "No entities here",
          queries: [
            now(
              asDate(
                withFacts(
                  `bottomk(50, ha_entity_last_reported_seconds{${CHOSEN},domain=~"binary_sensor|sensor",category=""})`,
                  "area_name",
                  "integration",
                  "device",
                ),
              ),
            ),
          ],
          columns: [
            NAME_COLUMN,
            AREA_COLUMN,
            { of: "device", title: "Device", width: 180 },
            { of: "integration", title: "Integration", width: 140 },
            { of: "value", title: "Last report", unit: "dateTimeFromNow", width: 140 },
            ENTITY_COLUMN,
          ],
          sortedBy: { title: "Last report" },
        }),
      ],
    },
  ],
};
