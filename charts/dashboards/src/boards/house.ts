import type { Board } from "../dashboard.ts";
import { toDashboard } from "../links.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, CHOSEN, countOf, HOUSE, inNamedArea, NAME, named, withFacts, withoutGroups } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import * as select from "../selectors.ts";
import { silentDevices } from "../silent-devices.ts";
import { UIDS } from "../uids.ts";
import { INDOOR_CELSIUS, INDOOR_HUMIDITY, NEUTRAL, OFF, ON_OFF, ONE_IS_BAD, QUIET, ZERO_IS_CALM, ZERO_IS_GOOD } from "../values.ts";
import { area, floor, house, logsSource, metricsSource } from "../variables.ts";
import { AREA_COLUMN, ENTITY_COLUMN, NAME_COLUMN, SINCE_COLUMN } from "./common-columns.ts";

const PLACE = ["instance", "floor", "area"] as const;
const tile = { width: 3, height: 4 } as const;
const byArea = (aggregate: "sum" | "max" | "count", expr: string) => `${aggregate} by (area_name, floor_name) (${inNamedArea(expr)})`;

export const houseBoard: Board = {
  uid: UIDS.house,
  title: "House overview",
  description: "The whole house on one page: what is on, what is open, who is there, and how the rooms are.",
  tags: ["home"],
  variables: [metricsSource(), logsSource(), house(), floor(), area()],
  looksBack: "24h",
  refresh: "1m",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Lights on",
          description: "Lights that are on. Groups of lights are left out, because their members count.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_CALM,
          queries: [now(countOf(withoutGroups(select.lightsOn)))],
        }),
        stat({
          ...tile,
          title: "Open",
          description: "Doors, windows, covers and valves that are not closed.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          links: [toDashboard("Openings & security", UIDS.openings, ...PLACE)],
          queries: [now(countOf(withoutGroups(`(${select.openings} == 1) or (${select.coversNotClosed})`)))],
        }),
        stat({
          ...tile,
          title: "Not locked",
          description: "Locks that are not locked, also while they move or are jammed.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          links: [toDashboard("Openings & security", UIDS.openings, ...PLACE)],
          queries: [now(countOf(select.locksNotLocked))],
        }),
        stat({
          ...tile,
          title: "Dangers",
          description: "Sensors for smoke, gas, water and problems that report one.",
          unit: "none",
          empty: "0",
          steps: ONE_IS_BAD,
          links: [toDashboard("Openings & security", UIDS.openings, ...PLACE)],
          queries: [now(countOf(`${select.dangers} == 1`))],
        }),
        stat({
          ...tile,
          title: "At home",
          description: "People that Home Assistant sees at home.",
          unit: "none",
          empty: "nobody known",
          steps: NEUTRAL,
          queries: [now(countOf(`ha_enum_state{${HOUSE},domain="person",state="home"} == 1`))],
        }),
        stat({
          ...tile,
          title: "Highest power",
          description: "The highest power that any sensor reads: the main meter where there is one, else the greatest consumer.",
          unit: "watt",
          empty: "no meter",
          steps: NEUTRAL,
          decimals: 0,
          links: [toDashboard("Energy", UIDS.energy, ...PLACE)],
          queries: [overTime(`max(ha_power_watts{${CHOSEN}})`)],
        }),
        stat({
          ...tile,
          title: "Silent devices",
          description: "Devices of which no entity is available.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          links: [toDashboard("Batteries & availability", UIDS.batteries, ...PLACE)],
          queries: [now(countOf(silentDevices))],
        }),
        stat({
          ...tile,
          title: "Home Assistant",
          description: "Whether Home Assistant answers the bridge.",
          unit: "none",
          empty: "no bridge",
          words: { 0: ["Down", "red"], 1: ["Up", "green"] },
          links: [toDashboard("Home Assistant", UIDS.homeAssistant, "instance")],
          queries: [now(`ha_up{${HOUSE}}`)],
        }),
      ],
    },
    {
      title: "On and open now",
      panels: [
        table({
          width: 12,
          height: 10,
          title: "On now",
          description:
            "Lights, plugs, heating, players and machines that are on or at work, the longest first. A click on a name shows its activity.",
          unit: "none",
          empty: "Nothing is on",
          queries: [now(asDate(withFacts(withoutGroups(select.switchedOnSince), "area_name")))],
          columns: [NAME_COLUMN, AREA_COLUMN, { of: "domain", title: "Kind", width: 120 }, SINCE_COLUMN, ENTITY_COLUMN],
          sortedBy: { title: "Since" },
        }),
        table({
          width: 12,
          height: 10,
          title: "Open now",
          description: "Doors, windows, covers, valves and locks that are open, the longest first.",
          unit: "none",
          empty: "Everything is closed and locked",
          queries: [now(asDate(withFacts(withoutGroups(select.openSince), "area_name")))],
          columns: [NAME_COLUMN, AREA_COLUMN, { of: "device_class", title: "Kind", width: 120 }, SINCE_COLUMN, ENTITY_COLUMN],
          sortedBy: { title: "Since" },
        }),
      ],
    },
    {
      title: "Floors and areas",
      panels: [
        table({
          width: 24,
          height: 11,
          title: "Areas",
          description:
            "One row for each area: its own chosen temperature and humidity sensors, lights that are on, what is open, whether something moves.",
          unit: "none",
          empty: "Home Assistant has no areas yet: Settings, Areas",
          queries: [
            now(`max by (area_name, floor_name) (ha_area_info{${CHOSEN}})`),
            now(byArea("max", `ha_area_temperature_celsius{${CHOSEN}}`)),
            now(byArea("max", `ha_area_humidity_percent{${CHOSEN}}`)),
            now(byArea("sum", withoutGroups(`ha_on{${CHOSEN},domain="light"}`))),
            now(byArea("sum", withoutGroups(select.openings))),
            now(byArea("max", select.movement)),
            now(byArea("count", select.unavailable)),
          ],
          columns: [
            { of: "floor_name", title: "Floor", width: 160 },
            { of: "area_name", title: "Area" },
            { of: "value B", title: "Temperature", unit: "celsius", decimals: 1, steps: INDOOR_CELSIUS, coloured: "text" },
            { of: "value C", title: "Humidity", unit: "percent", decimals: 0, steps: INDOOR_HUMIDITY, coloured: "text" },
            { of: "value D", title: "Lights on", decimals: 0, steps: ZERO_IS_CALM, coloured: "text" },
            { of: "value E", title: "Open", decimals: 0, steps: [QUIET, [1, "orange"]], coloured: "text" },
            { of: "value F", title: "Movement", words: { 0: ["", QUIET], 1: ["yes", "blue"] }, coloured: "text" },
            { of: "value G", title: "Not available", decimals: 0, steps: [QUIET, [1, "orange"]], coloured: "text" },
          ],
          sortedBy: { title: "Floor" },
        }),
      ],
    },
    {
      title: "The last hours",
      panels: [
        timeline({
          width: 12,
          height: 9,
          title: "Lights",
          description: "When each light was on. Where a row has a gap the light was not available.",
          unit: "none",
          empty: "No lights here",
          words: ON_OFF,
          queries: [overTime(named(withoutGroups(`ha_on{${CHOSEN},domain="light"}`)), NAME)],
        }),
        timeline({
          width: 12,
          height: 9,
          title: "People",
          description: "When each person was at home.",
          unit: "none",
          empty: "Home Assistant knows no people",
          words: { 0: ["Away", OFF], 1: ["Home", "green"] },
          queries: [overTime(named(`ha_enum_state{${HOUSE},domain="person",state="home"}`), NAME)],
        }),
        series({
          width: 12,
          height: 9,
          title: "Temperature by area",
          description: "The sensor that each area names as its temperature. Areas without one are missing: Settings, Areas.",
          unit: "celsius",
          empty: "No area names a temperature sensor",
          decimals: 1,
          softMin: 16,
          softMax: 24,
          links: [toDashboard("Climate & air", UIDS.climate, ...PLACE)],
          queries: [overTime(inNamedArea(`ha_area_temperature_celsius{${CHOSEN}}`), "{{area_name}}")],
        }),
        timeline({
          width: 12,
          height: 9,
          title: "Windows of time",
          description: "When the windows of the bridge's config (night, dark, ...) were running; alerts go by them.",
          unit: "none",
          empty: "No windows in the bridge's config",
          words: { 0: ["No", OFF], 1: ["Running", "blue"] },
          queries: [overTime(`ha_window_active{${HOUSE}}`, "{{window}}")],
        }),
      ],
    },
  ],
};
