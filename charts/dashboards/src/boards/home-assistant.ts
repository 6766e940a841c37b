import { LOGS } from "../activity.ts";
import type { Board } from "../dashboard.ts";
import { toDashboard, toLogs } from "../links.ts";
import { logs } from "../panels/activity.ts";
import { bars } from "../panels/bars.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, countOf, HOUSE, withFacts } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import { UIDS } from "../uids.ts";
import { NEUTRAL, ZERO_IS_GOOD } from "../values.ts";
import { house, logsSource, metricsSource } from "../variables.ts";
import { ENTITY_COLUMN, NAME_COLUMN } from "./common-columns.ts";

const tile = { width: 4, height: 4 } as const;
const notLoaded = `ha_config_entry_state{${HOUSE},state!~"loaded|not_loaded"} == 1`;
const entryTitle = `topk by (instance, entry_id) (1, ha_config_entry_info{${HOUSE}})`;
const unavailable = `ha_entity_available{${HOUSE}} == 0`;

export const homeAssistantBoard: Board = {
  uid: UIDS.homeAssistant,
  title: "Home Assistant",
  description: "Whether Home Assistant itself is well: up, integrations loaded, repairs, backups, recorder, log.",
  tags: ["home"],
  variables: [metricsSource(), logsSource(), house()],
  looksBack: "24h",
  refresh: "1m",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Home Assistant",
          description: "Whether it answers the bridge and has finished its start.",
          unit: "none",
          empty: "no bridge",
          words: { 0: ["Down", "red"], 1: ["Starting", "yellow"], 2: ["Running", "green"] },
          links: [toDashboard("Bridge", UIDS.bridge, "instance")],
          queries: [now(`ha_up{${HOUSE}} + on (instance) ha_running{${HOUSE}}`)],
        }),
        stat({
          ...tile,
          title: "Runs since",
          description: "When it finished its last start.",
          unit: "dateTimeFromNow",
          empty: "not running",
          steps: NEUTRAL,
          queries: [now(asDate(`ha_started_seconds{${HOUSE}}`))],
        }),
        stat({
          ...tile,
          title: "Integrations in trouble",
          description: "Configured integrations that are not loaded: an error, a login that is asked for, or trying again.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(countOf(notLoaded))],
        }),
        stat({
          ...tile,
          title: "Repairs",
          description: "What Home Assistant asks a person to mend: Settings, Repairs.",
          unit: "none",
          empty: "0",
          steps: ZERO_IS_GOOD,
          queries: [now(`sum(ha_repair_issues{${HOUSE}}) or vector(0)`)],
        }),
        stat({
          ...tile,
          title: "Last backup",
          description: "When a backup was last completed. Older than a week is too old.",
          unit: "dateTimeFromNow",
          empty: "never",
          steps: NEUTRAL,
          queries: [now(asDate(`ha_backup_last_success_seconds{${HOUSE}}`))],
        }),
        stat({
          ...tile,
          title: "Updates waiting",
          description: "Updates of Home Assistant, add-ons and devices that wait to be installed.",
          unit: "none",
          empty: "0",
          steps: ["green", [1, "blue"]],
          queries: [now(countOf(`ha_on{${HOUSE},domain="update"} == 1`))],
        }),
      ],
    },
    {
      title: "Up and down",
      panels: [
        timeline({
          width: 16,
          height: 5,
          title: "Availability",
          description: "When Home Assistant answered, and when it was running. A gap means that the bridge itself was away.",
          unit: "none",
          empty: "No bridge reports",
          words: { 0: ["No", "red"], 1: ["Yes", "#73bf6980"] },
          queries: [overTime(`ha_up{${HOUSE}}`, "answers"), overTime(`ha_running{${HOUSE}}`, "running")],
        }),
        stat({
          width: 4,
          height: 5,
          title: "Answered in the time range",
          description: "Share of the time in which Home Assistant answered the bridge.",
          unit: "percentunit",
          empty: "no data",
          decimals: 2,
          steps: ["red", [0.99, "orange"], [0.999, "green"]],
          queries: [now(`avg_over_time(ha_up{${HOUSE}}[$__range:1m])`)],
        }),
        stat({
          width: 4,
          height: 5,
          title: "Starts in the time range",
          description: "How often Home Assistant was started.",
          unit: "none",
          empty: "0",
          steps: NEUTRAL,
          queries: [now(`changes(ha_started_seconds{${HOUSE}}[$__range])`)],
        }),
        series({
          width: 12,
          height: 8,
          title: "Changes per second",
          description: "Changes of entities. One that floods shows as a level that never falls; the recorder writes them all.",
          unit: "cps",
          empty: "No bridge reports",
          decimals: 1,
          min: 0,
          queries: [overTime(`rate(ha_bridge_events_total{${HOUSE}}[$__rate_interval])`, "changes")],
        }),
        series({
          width: 12,
          height: 8,
          title: "Time to hear of a change",
          description: "From the newest change in Home Assistant to its receipt. Seconds mean that Home Assistant's event loop is busy.",
          unit: "s",
          empty: "No bridge reports",
          softMin: 0,
          softMax: 0.5,
          steps: ["green", [1, "orange"], [5, "red"]],
          queries: [overTime(`ha_bridge_event_latency_seconds{${HOUSE}}`, "latency")],
        }),
      ],
    },
    {
      title: "Integrations",
      panels: [
        table({
          width: 12,
          height: 9,
          title: "Integrations in trouble",
          description: "Entries that are not loaded and why: setup_error, setup_retry, migration_error, failed_unload, ...",
          unit: "none",
          empty: "All integrations are loaded",
          queries: [now(`(${notLoaded}) * on (instance, entry_id) group_left (title) ${entryTitle}`)],
          columns: [
            { of: "title", title: "Entry" },
            { of: "integration", title: "Integration", width: 180 },
            { of: "state", title: "State", width: 160 },
          ],
          sortedBy: { title: "Integration" },
        }),
        bars({
          width: 12,
          height: 9,
          title: "Entities not available, by integration",
          description: "A whole integration at once is a hub, an account or a network that is gone.",
          unit: "none",
          empty: "Everything is available",
          min: 0,
          steps: ["orange"],
          queries: [now(`sort_desc(count by (integration) (${withFacts(unavailable, "integration")}))`, "{{integration}}")],
        }),
        bars({
          width: 12,
          height: 9,
          title: "Slowest to start",
          description: "How long each integration took at the last start; the fifteen slowest.",
          unit: "s",
          empty: "Not known yet",
          min: 0,
          steps: ["green", [5, "yellow"], [15, "orange"]],
          queries: [now(`sort_desc(topk(15, ha_integration_setup_seconds{${HOUSE}}))`, "{{integration}}")],
        }),
        table({
          width: 12,
          height: 9,
          title: "Updates waiting",
          description: "What has a newer version than is installed.",
          unit: "none",
          empty: "Everything is up to date",
          queries: [now(withFacts(`ha_on{${HOUSE},domain="update"} == 1`, "installed_version", "latest_version"))],
          columns: [
            NAME_COLUMN,
            { of: "installed_version", title: "Installed", width: 120 },
            { of: "latest_version", title: "Newest", width: 120 },
            ENTITY_COLUMN,
          ],
          sortedBy: { title: "Name" },
        }),
      ],
    },
    {
      title: "Recorder and log",
      panels: [
        series({
          width: 12,
          height: 8,
          title: "Recorder's backlog",
          description: "Changes that are not in the database yet. Beyond some thousands the disk is too slow; at 65,000 the recorder gives up.",
          unit: "none",
          empty: "Not known yet",
          min: 0,
          softMax: 100,
          queries: [overTime(`ha_recorder_backlog{${HOUSE}}`, "backlog")],
        }),
        series({
          width: 12,
          height: 8,
          title: "Log records by level",
          description: "Warnings and errors that Home Assistant logged.",
          unit: "none",
          empty: "No records in this time",
          min: 0,
          drawn: "stacked bars",
          links: [toLogs("The log", LOGS)],
          queries: [overTime(`sum by (level) (increase(ha_log_records_total{${HOUSE}}[$__rate_interval]))`, "{{level}}")],
        }),
        table({
          width: 12,
          height: 10,
          title: "Loudest loggers",
          description: "Who wrote how many warnings and errors in the time range.",
          unit: "none",
          empty: "No records in this time",
          queries: [now(`topk(30, sum by (logger, level) (increase(ha_log_records_total{${HOUSE}}[$__range])) > 0)`)],
          columns: [
            { of: "logger", title: "Logger", links: [toLogs("Records of ${__data.fields.Logger}", `${LOGS} | logger="\${__data.fields.Logger}"`)] },
            { of: "level", title: "Level", width: 100 },
            { of: "value", title: "Records", decimals: 0, width: 120 },
          ],
          sortedBy: { title: "Records", descending: true },
        }),
        logs({
          width: 12,
          height: 10,
          title: "Warnings and errors",
          description: "The newest lines of Home Assistant's log, as ha-bridge sends them to Loki.",
          empty: "No lines in this time, or no Loki",
          query: `${LOGS} | severity_text=~"(?i)warn.*|error|critical|fatal"`,
        }),
      ],
    },
  ],
};
