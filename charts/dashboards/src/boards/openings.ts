import type { Board } from "../dashboard.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, CHOSEN, countOf, HOUSE, meanInRange, NAME, named, numberOf, withFacts, withoutGroups } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import * as select from "../selectors.ts";
import { UIDS } from "../uids.ts";
import { DANGER, OFF, ONE_IS_BAD, OPEN_CLOSED, ZERO_IS_GOOD, type Words } from "../values.ts";
import { area, floor, house, logsSource, metricsSource } from "../variables.ts";
import { AREA_COLUMN, ENTITY_COLUMN, NAME_COLUMN, SINCE_COLUMN } from "./common-columns.ts";

const tile = { width: 4, height: 4 } as const;
const half = { width: 12, height: 9 } as const;
const KIND = { of: "device_class", title: "Kind", width: 120 } as const;

const ALARM: Words = {
  0: ["Disarmed", OFF],
  1: ["Armed, home", "blue"],
  2: ["Armed, away", "purple"],
  3: ["Armed, night", "dark-blue"],
  4: ["Armed, other", "blue"],
  5: ["Arming or pending", "yellow"],
  6: ["Triggered", "red"],
};
const alarmCodes = { armed_home: 1, armed_away: 2, armed_night: 3, armed_vacation: 4, armed_custom_bypass: 4, arming: 5, pending: 5, triggered: 6 };
const panel = `${CHOSEN},domain="alarm_control_panel"`;
const alarm = `sum by (instance, entity_id) (${[numberOf("disarmed", 0, panel), ...Object.entries(alarmCodes).map(([state, code]) => numberOf(state, code, panel))].join(" or ")})`;

export const openingsBoard: Board = {
  uid: UIDS.openings,
  title: "Openings & security",
  description: "Doors, windows, covers and locks; smoke, gas and water; the alarm, movement and people.",
  tags: ["home"],
  variables: [metricsSource(), logsSource(), house(), floor(), area()],
  looksBack: "24h",
  refresh: "30s",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Windows open",
          description: "Windows whose contact says open; groups are left out.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(countOf(withoutGroups(`${select.windows} == 1`)))],
        }),
        stat({
          ...tile,
          title: "Doors open",
          description: "Doors and other openings whose contact says open.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(countOf(withoutGroups(`${select.doors} == 1`)))],
        }),
        stat({
          ...tile,
          title: "Covers and valves open",
          description: "Garage doors, shutters, blinds and valves that are not closed.",
          unit: "none",
          empty: "0",
          steps: ["text"],
          queries: [now(countOf(withoutGroups(select.coversNotClosed)))],
        }),
        stat({
          ...tile,
          title: "Not locked",
          description: "Locks that are not locked, also while they move or are jammed.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(countOf(select.locksNotLocked))],
        }),
        stat({
          ...tile,
          title: "Dangers",
          description: "Sensors for smoke, gas, water and problems that report one.",
          unit: "none",
          empty: "0",
          steps: ONE_IS_BAD,
          queries: [now(countOf(`${select.dangers} == 1`))],
        }),
        stat({
          ...tile,
          title: "Alarm",
          description: "State of the alarm panels; of several the most alarming.",
          unit: "none",
          empty: "no alarm panel",
          words: ALARM,
          queries: [now(`max(${alarm})`)],
        }),
      ],
    },
    {
      title: "What needs a hand",
      panels: [
        table({
          ...half,
          title: "Open now",
          description: "What is open or not locked, the longest first. A click on a name shows its activity.",
          unit: "none",
          empty: "Everything is closed and locked",
          queries: [now(asDate(withFacts(withoutGroups(select.openSince), "area_name")))],
          columns: [NAME_COLUMN, AREA_COLUMN, KIND, SINCE_COLUMN, ENTITY_COLUMN],
          sortedBy: { title: "Since" },
        }),
        table({
          ...half,
          title: "Dangers now",
          description: "Sensors that report smoke, gas, water or a problem, and since when.",
          unit: "none",
          empty: "All is well",
          queries: [now(asDate(withFacts(`ha_on_since_seconds{${CHOSEN}} and on (instance, entity_id) (${select.dangers} == 1)`, "area_name")))],
          columns: [NAME_COLUMN, AREA_COLUMN, KIND, SINCE_COLUMN, ENTITY_COLUMN],
          sortedBy: { title: "Since" },
        }),
      ],
    },
    {
      title: "Openings",
      panels: [
        timeline({
          ...half,
          title: "Doors and windows",
          description: "When each was open. Where a row has a gap its sensor was not available.",
          unit: "none",
          empty: "No contacts here",
          words: OPEN_CLOSED,
          queries: [overTime(named(withoutGroups(select.openings)), NAME)],
        }),
        timeline({
          ...half,
          title: "Locks",
          description: "When each lock was not locked.",
          unit: "none",
          empty: "No locks here",
          words: { 0: ["Locked", OFF], 1: ["Not locked", "orange"] },
          queries: [overTime(named(`1 - ha_enum_state{${CHOSEN},domain="lock",state="locked"}`), NAME)],
        }),
        series({
          ...half,
          title: "Position of covers and valves",
          description: "0 % is closed, 100 % is open.",
          unit: "percent",
          empty: "No cover tells its position",
          min: 0,
          max: 100,
          drawn: "steps",
          queries: [overTime(named(`ha_cover_position_percent{${CHOSEN}}`), NAME), overTime(named(`ha_valve_position_percent{${CHOSEN}}`), NAME)],
        }),
        table({
          ...half,
          title: "Use of doors and windows",
          description: "How often each was opened in the time range, and how much of the time it was open.",
          unit: "none",
          empty: "No contacts here",
          queries: [
            now(withFacts(`ceil(changes(${select.openings}[$__range]) / 2)`, "area_name")),
            now(withFacts(meanInRange(select.openings), "area_name")),
          ],
          columns: [
            NAME_COLUMN,
            AREA_COLUMN,
            { of: "value", title: "Opened", decimals: 0 },
            { of: "value B", title: "Open for", unit: "percentunit", decimals: 1, coloured: "bar", min: 0, max: 1, steps: ["blue"] },
            ENTITY_COLUMN,
          ],
          sortedBy: { title: "Opened", descending: true },
        }),
      ],
    },
    {
      title: "Security",
      panels: [
        timeline({
          ...half,
          title: "Smoke, gas, water, problems",
          description: "When each sensor reported a danger. A gap is as bad as an alarm: the sensor was silent.",
          unit: "none",
          empty: "No such sensors here",
          words: DANGER,
          queries: [overTime(named(select.dangers), NAME)],
        }),
        timeline({
          ...half,
          title: "Movement",
          description: "Motion, occupancy and presence.",
          unit: "none",
          empty: "No such sensors here",
          words: { 0: ["Still", OFF], 1: ["Movement", "blue"] },
          queries: [overTime(named(select.movement), NAME)],
        }),
        timeline({
          width: 12,
          height: 6,
          title: "Alarm",
          description: "What each alarm panel was set to.",
          unit: "none",
          empty: "No alarm panel",
          words: ALARM,
          queries: [overTime(named(alarm), NAME)],
        }),
        timeline({
          width: 12,
          height: 6,
          title: "People",
          description: "When each person was at home.",
          unit: "none",
          empty: "Home Assistant knows no people",
          words: { 0: ["Away", OFF], 1: ["Home", "green"] },
          queries: [overTime(named(`ha_enum_state{${HOUSE},domain="person",state="home"}`), NAME)],
        }),
      ],
    },
  ],
};
