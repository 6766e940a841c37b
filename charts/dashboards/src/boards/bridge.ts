import { LOGS } from "../activity.ts";
import type { Board } from "../dashboard.ts";
import { toLogs } from "../links.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, HOUSE } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import { UIDS } from "../uids.ts";
import { NEUTRAL, ONE_IS_BAD } from "../values.ts";
import { house, logsSource, metricsSource } from "../variables.ts";

const tile = { width: 4, height: 4 } as const;
const half = { width: 12, height: 8 } as const;
const rateOf = (family: string, by: string) => `sum by (${by}) (rate(${family}{${HOUSE}}[$__rate_interval]))`;

export const bridgeBoard: Board = {
  uid: UIDS.bridge,
  title: "Bridge",
  description: "Whether ha-bridge hears everything and the store takes everything: connection, samples, spool, refilled gaps.",
  tags: ["home", "pipeline"],
  variables: [metricsSource(), logsSource(), house()],
  looksBack: "24h",
  refresh: "30s",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Connection",
          description: "Whether the WebSocket to Home Assistant is open and logged in.",
          unit: "none",
          empty: "no bridge",
          words: { 0: ["Broken", "red"], 1: ["Connected", "green"] },
          links: [toLogs("Log of the bridge", LOGS)],
          queries: [now(`ha_bridge_ws_connected{${HOUSE}}`)],
        }),
        stat({
          ...tile,
          title: "Last change heard",
          description: "When the last change of an entity was received.",
          unit: "dateTimeFromNow",
          empty: "never",
          steps: NEUTRAL,
          queries: [now(asDate(`ha_bridge_last_event_timestamp_seconds{${HOUSE}}`))],
        }),
        stat({
          ...tile,
          title: "Behind",
          description: "Age of the newest sample that the store has taken. More than a few minutes: the store or the way to it is in trouble.",
          unit: "s",
          empty: "nothing sent yet",
          steps: ["green", [180, "orange"], [600, "red"]],
          queries: [now(`max(ha_bridge_export_lag_seconds{${HOUSE}})`)],
        }),
        stat({
          ...tile,
          title: "Waiting",
          description: "Requests in the spool that the store has not taken yet.",
          unit: "none",
          empty: "0",
          steps: ["green", [100, "orange"], [10_000, "red"]],
          queries: [now(`sum(ha_bridge_spool_frames{${HOUSE}})`)],
        }),
        stat({
          ...tile,
          title: "Lost in the time range",
          description: "Samples that the store refused for good, or that were dropped. See the panels below for the reason.",
          unit: "none",
          empty: "0",
          decimals: 0,
          steps: ONE_IS_BAD,
          queries: [now(`sum(increase(ha_bridge_samples_total{${HOUSE},result!="accepted"}[$__range])) or vector(0)`)],
        }),
        stat({
          ...tile,
          title: "Series",
          description: "Live series of this house.",
          unit: "short",
          empty: "0",
          steps: NEUTRAL,
          queries: [overTime(`ha_bridge_series{${HOUSE}}`)],
        }),
      ],
    },
    {
      title: "From Home Assistant",
      panels: [
        timeline({
          width: 24,
          height: 4,
          title: "Connection",
          description: "When the connection to Home Assistant was open. A gap means that the bridge itself was away.",
          unit: "none",
          empty: "No bridge reports",
          words: { 0: ["Broken", "red"], 1: ["Connected", "#73bf6980"] },
          queries: [overTime(`ha_bridge_ws_connected{${HOUSE}}`, "WebSocket")],
        }),
        series({
          ...half,
          title: "Changes received",
          description: "Changes of entities per second.",
          unit: "cps",
          empty: "No bridge reports",
          min: 0,
          queries: [overTime(rateOf("ha_bridge_events_total", "instance"), "changes")],
        }),
        series({
          ...half,
          title: "Latency and clock",
          description: "Time from a change to its receipt, and how far Home Assistant's clock is ahead of the bridge's.",
          unit: "s",
          empty: "No bridge reports",
          softMin: -0.5,
          softMax: 0.5,
          queries: [
            overTime(`ha_bridge_event_latency_seconds{${HOUSE}}`, "latency"),
            overTime(`ha_bridge_clock_skew_seconds{${HOUSE}}`, "Home Assistant's clock ahead"),
          ],
        }),
        series({
          ...half,
          title: "Entities and series",
          description: "A house of 1,500 entities has fewer than 10,000 series.",
          unit: "short",
          empty: "No bridge reports",
          min: 0,
          drawn: "steps",
          queries: [overTime(`ha_bridge_entities{${HOUSE}}`, "entities"), overTime(`ha_bridge_series{${HOUSE}}`, "series")],
        }),
        series({
          ...half,
          title: "Reconnects",
          description: "New connections to Home Assistant. Several an hour: the network, or Home Assistant is too busy to read its sockets.",
          unit: "none",
          empty: "No bridge reports",
          min: 0,
          decimals: 0,
          drawn: "bars",
          queries: [overTime(`increase(ha_bridge_reconnects_total{${HOUSE}}[$__rate_interval])`, "reconnects")],
        }),
      ],
    },
    {
      title: "To the store",
      panels: [
        series({
          ...half,
          title: "Samples by what became of them",
          description:
            "Accepted is good. Rejected came too late for the store, dropped was over a limit, dead letters are in a file beside the spool.",
          unit: "cps",
          empty: "No bridge reports",
          min: 0,
          drawn: "stacked",
          queries: [overTime(rateOf("ha_bridge_samples_total", "result"), "{{result}}")],
        }),
        series({
          ...half,
          title: "Requests by answer",
          description:
            "HTTP status of the store's answers, per second. 429: it asks us to wait; 4xx: limits or configuration; 5xx: it is in trouble.",
          unit: "reqps",
          empty: "No bridge reports",
          min: 0,
          drawn: "stacked",
          queries: [overTime(rateOf("ha_bridge_export_requests_total", "signal, code"), "{{signal}} {{code}}")],
        }),
        series({
          ...half,
          title: "How far behind",
          description: "Age of the newest sample in the store, and of the oldest request that waits.",
          unit: "s",
          empty: "No bridge reports",
          min: 0,
          softMax: 60,
          steps: ["green", [180, "orange"], [600, "red"]],
          queries: [
            overTime(`ha_bridge_export_lag_seconds{${HOUSE}}`, "{{signal}}: newest in the store"),
            overTime(`ha_bridge_spool_oldest_age_seconds{${HOUSE}}`, "{{signal}}: oldest waiting"),
          ],
        }),
        series({
          ...half,
          title: "Spool on disk",
          description: "Bytes that wait, or were sent since the last tidying.",
          unit: "bytes",
          empty: "No bridge reports",
          min: 0,
          queries: [overTime(`ha_bridge_spool_bytes{${HOUSE}}`, "{{signal}}")],
        }),
      ],
    },
    {
      title: "Gaps and losses",
      panels: [
        series({
          ...half,
          title: "Refilling from the recorder",
          description: "Gaps of entities that wait, and points that were written, after the bridge or its connection was away.",
          unit: "none",
          empty: "No bridge reports",
          min: 0,
          queries: [
            overTime(`ha_bridge_refill_pending{${HOUSE}}`, "gaps waiting"),
            overTime(`increase(ha_bridge_refill_points_total{${HOUSE}}[$__rate_interval])`, "points written"),
            overTime(`increase(ha_bridge_refill_rows_total{${HOUSE}}[$__rate_interval])`, "rows of the recorder"),
          ],
        }),
        series({
          ...half,
          title: "Ends and adjusted times",
          description: "Series that ended, samples sent again 1 ms after a newer one, and samples whose time could not be believed.",
          unit: "none",
          empty: "No bridge reports",
          min: 0,
          queries: [
            overTime(`increase(ha_bridge_stale_markers_total{${HOUSE}}[$__rate_interval])`, "ends"),
            overTime(`increase(ha_bridge_timestamp_adjusted_total{${HOUSE}}[$__rate_interval])`, "sent again"),
            overTime(`increase(ha_bridge_timestamp_clamped_total{${HOUSE}}[$__rate_interval])`, "not believed"),
          ],
        }),
        table({
          ...half,
          title: "Left out in the time range",
          description: "Everything that was left out, by name and reason.",
          unit: "none",
          empty: "Nothing was left out",
          queries: [now(`sum by (what, reason) (increase(ha_bridge_dropped_total{${HOUSE}}[$__range])) > 0`)],
          columns: [
            { of: "what", title: "What" },
            { of: "reason", title: "Why" },
            { of: "value", title: "How many", decimals: 0, width: 120 },
          ],
          sortedBy: { title: "How many", descending: true },
        }),
        table({
          ...half,
          title: "Taken only in part",
          description: "Requests of which the store refused a part, by its error id.",
          unit: "none",
          empty: "Everything was taken in full",
          queries: [now(`sum by (err_id) (increase(ha_bridge_partial_success_total{${HOUSE}}[$__range])) > 0`)],
          columns: [
            { of: "err_id", title: "Error of the store" },
            { of: "value", title: "Requests", decimals: 0, width: 120 },
          ],
          sortedBy: { title: "Requests", descending: true },
        }),
      ],
    },
  ],
};
