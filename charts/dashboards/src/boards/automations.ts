import { FAILED_TRACES, LOGS, logsOf, TRACES, tracesOf } from "../activity.ts";
import type { Board } from "../dashboard.ts";
import { toLogs, toTraces, type Link } from "../links.ts";
import { logs, traces } from "../panels/activity.ts";
import type { Column } from "../panels/table.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, countOf, HOUSE, NAME, named } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import { UIDS } from "../uids.ts";
import { NEUTRAL, ON_OFF, ONE_IS_BAD } from "../values.ts";
import { house, logsSource, metricsSource, tracesSource } from "../variables.ts";
import { ENTITY_COLUMN } from "./common-columns.ts";

const tile = { width: 4, height: 4 } as const;
const runs = `ha_automation_runs_total{${HOUSE}}`;
const GOOD_OUTCOMES = "finished|failed_conditions";
const failed = `ha_automation_runs_total{${HOUSE},outcome!~"${GOOD_OUTCOMES}"}`;
const meanSeconds = [
  `increase(ha_automation_run_seconds_sum{${HOUSE}}[$__range])`,
  `(increase(ha_automation_run_seconds_count{${HOUSE}}[$__range]) > 0)`,
].join(" / on (instance, entity_id) ");
const quantile = (share: number) =>
  `histogram_quantile(${share}, sum by (le) (rate(ha_automation_duration_seconds_bucket{${HOUSE}}[$__rate_interval])))`;

const linksOf = (entity: string, name: string): readonly Link[] => [
  toTraces(`Runs of ${name} in Tempo`, tracesOf(entity)),
  toLogs(`Activity of ${name} in Loki`, logsOf(entity)),
];
const AUTOMATION: Column = { of: "friendly_name", title: "Name", links: linksOf("${__data.fields.Entity}", "${__data.fields.Name}") };
const ofSeries = linksOf("${__field.labels.entity_id}", "${__field.labels.friendly_name}");

export const automationsBoard: Board = {
  uid: UIDS.automations,
  title: "Automations",
  description: "What ran, what failed and what took long; from each automation to its runs in Tempo and its lines in Loki.",
  tags: ["home"],
  variables: [metricsSource(), logsSource(), tracesSource(), house()],
  looksBack: "24h",
  refresh: "1m",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Automations",
          description: "Automations that are switched on.",
          unit: "none",
          empty: "0",
          steps: NEUTRAL,
          queries: [now(countOf(`ha_on{${HOUSE},domain="automation"} == 1`))],
        }),
        stat({
          ...tile,
          title: "Switched off",
          description: "Automations that are switched off, perhaps by mistake.",
          unit: "none",
          empty: "0",
          steps: ["text"],
          queries: [now(countOf(`ha_on{${HOUSE},domain="automation"} == 0`))],
        }),
        stat({
          ...tile,
          title: "Running",
          description: "Runs of automations and scripts at this moment.",
          unit: "none",
          empty: "0",
          steps: NEUTRAL,
          queries: [now(`sum(ha_automation_current{${HOUSE}} or ha_script_current{${HOUSE}}) or vector(0)`)],
        }),
        stat({
          ...tile,
          title: "Not available",
          description: "Automations whose configuration has an error, so that they do not run at all.",
          unit: "none",
          empty: "0",
          steps: ONE_IS_BAD,
          queries: [now(countOf(`ha_entity_available{${HOUSE},domain=~"automation|script"} == 0`))],
        }),
        stat({
          ...tile,
          title: "Runs in the time range",
          description: "Runs of all automations and scripts, however they ended.",
          unit: "none",
          empty: "0",
          decimals: 0,
          steps: NEUTRAL,
          queries: [now(`sum(increase(${runs}[$__range])) or vector(0)`)],
        }),
        stat({
          ...tile,
          title: "Failed in the time range",
          description: "Runs that ended in an error, or were not let in because one was running already.",
          unit: "none",
          empty: "0",
          decimals: 0,
          steps: ONE_IS_BAD,
          queries: [now(`sum(increase(${failed}[$__range])) or vector(0)`)],
        }),
      ],
    },
    {
      title: "What ran",
      panels: [
        table({
          width: 12,
          height: 10,
          title: "Last triggered",
          description: "When each automation and script last ran. Click on a name for its runs in Tempo and its lines in Loki.",
          unit: "none",
          empty: "Nothing ran yet",
          queries: [now(asDate(named(`ha_automation_last_triggered_seconds{${HOUSE}} or ha_script_last_triggered_seconds{${HOUSE}}`)))],
          columns: [AUTOMATION, { of: "value", title: "Last run", unit: "dateTimeFromNow", width: 160 }, ENTITY_COLUMN],
          sortedBy: { title: "Last run", descending: true },
        }),
        timeline({
          width: 12,
          height: 10,
          title: "Switched on",
          description: "When each automation was switched on. A gap means that it was not available.",
          unit: "none",
          empty: "No automations",
          words: ON_OFF,
          links: ofSeries,
          queries: [overTime(named(`ha_on{${HOUSE},domain="automation"}`), NAME)],
        }),
        series({
          width: 12,
          height: 9,
          title: "Runs by outcome",
          description: "All automations and scripts together: finished, stopped by a condition, failed, not let in, aborted.",
          unit: "none",
          empty: "Nothing ran in this time",
          min: 0,
          drawn: "stacked bars",
          queries: [overTime(`sum by (outcome) (increase(${runs}[$__rate_interval]))`, "{{outcome}}")],
        }),
        table({
          width: 12,
          height: 9,
          title: "Failures in the time range",
          description: "Which automation failed how, and how often.",
          unit: "none",
          empty: "Nothing failed",
          queries: [now(named(`increase(${failed}[$__range]) > 0`))],
          columns: [
            AUTOMATION,
            { of: "outcome", title: "Outcome", width: 160 },
            { of: "value", title: "Times", decimals: 0, width: 100 },
            ENTITY_COLUMN,
          ],
          sortedBy: { title: "Times", descending: true },
        }),
      ],
    },
    {
      title: "How long runs take",
      panels: [
        series({
          width: 12,
          height: 9,
          title: "Duration of runs",
          description:
            "Half of all runs are shorter than the median, nineteen of twenty shorter than the 95 % line. Runs that wait on purpose are in it.",
          unit: "s",
          empty: "Nothing ran in this time",
          min: 0,
          queries: [overTime(quantile(0.5), "median"), overTime(quantile(0.95), "95 %")],
        }),
        table({
          width: 12,
          height: 9,
          title: "Runs and mean duration",
          description: "By automation, over the time range.",
          unit: "none",
          empty: "Nothing ran in this time",
          queries: [now(named(`sum by (instance, entity_id) (increase(${runs}[$__range])) > 0`)), now(named(meanSeconds))],
          columns: [
            AUTOMATION,
            { of: "value", title: "Runs", decimals: 0, width: 100 },
            { of: "value B", title: "Mean", unit: "s", decimals: 2, width: 120, coloured: "bar", min: 0, steps: ["blue"] },
            ENTITY_COLUMN,
          ],
          sortedBy: { title: "Runs", descending: true },
        }),
      ],
    },
    {
      title: "Traces and log",
      panels: [
        traces({
          width: 12,
          height: 10,
          title: "Failed runs",
          description: "Runs of automations with an error. A click opens the steps of the run.",
          empty: "No failed runs in this time, or no Tempo",
          query: FAILED_TRACES,
        }),
        traces({
          width: 12,
          height: 10,
          title: "All runs",
          description: "The newest runs of automations and scripts. A click opens the steps of the run.",
          empty: "No runs in this time, or no Tempo",
          query: TRACES,
        }),
        logs({
          width: 24,
          height: 9,
          title: "Activity of automations",
          description: "What Home Assistant's logbook says of automations and scripts.",
          empty: "No lines in this time, or no Loki",
          query: `${LOGS} | entity_id=~"(automation|script)\\\\..+"`,
        }),
      ],
    },
  ],
};
