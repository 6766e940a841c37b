import type { Family } from "./family.ts";

/** What the bridge tells of itself, by the spool and on its own /metrics page. */
export const bridgeFamilies = {
  bridgeWsConnected: gauge(
    "ha_bridge_ws_connected",
    "Whether the WebSocket to Home Assistant is open and logged in (1) or not (0).",
    "connection to Home Assistant",
  ),
  bridgeReconnectsTotal: counter("ha_bridge_reconnects_total", "Connections to Home Assistant after the first.", "connection to Home Assistant"),
  bridgeClockSkewSeconds: gauge(
    "ha_bridge_clock_skew_seconds",
    "How far Home Assistant's clock is ahead of ours, in seconds.",
    "times of its answers",
    "s",
  ),
  bridgeLastEventTimestampSeconds: gauge(
    "ha_bridge_last_event_timestamp_seconds",
    "When the last change was received, in seconds since the epoch.",
    "stream of changes",
    "s",
  ),
  bridgeEventLatencySeconds: gauge(
    "ha_bridge_event_latency_seconds",
    "Time from the newest change in Home Assistant to its receipt, in seconds.",
    "stream of changes",
    "s",
  ),
  bridgeEventsTotal: counter("ha_bridge_events_total", "Changes of entities received.", "stream of changes"),
  bridgeSeries: gauge("ha_bridge_series", "Live series.", "series ledger"),
  bridgeEntities: gauge("ha_bridge_entities", "Entities that are exported.", "entity store"),
  bridgeSamplesTotal: counter(
    "ha_bridge_samples_total",
    "Samples by what became of them: accepted; rejected (late, by a store without an out-of-order window); dropped; deadletter.",
    "sender",
    ["result"],
  ),
  bridgeDroppedTotal: counter("ha_bridge_dropped_total", "What was left out, by name and reason.", "every bounded input", ["what", "reason"]),
  bridgeTimestampAdjustedTotal: counter(
    "ha_bridge_timestamp_adjusted_total",
    "Samples sent again 1 ms after a newer one, so that the newest sample is the newest value.",
    "emitter",
  ),
  bridgeTimestampClampedTotal: counter(
    "ha_bridge_timestamp_clamped_total",
    "Samples whose time was too far ahead to be believed, stamped now.",
    "emitter",
  ),
  bridgeStaleMarkersTotal: counter("ha_bridge_stale_markers_total", "Ends of series.", "emitter"),
  bridgeRefillPending: gauge("ha_bridge_refill_pending", "Gaps of entities that wait for being refilled from the recorder.", "refill"),
  bridgeRefillRowsTotal: counter("ha_bridge_refill_rows_total", "Rows of the recorder that had no samples yet and were refilled.", "refill"),
  bridgeRefillPointsTotal: counter("ha_bridge_refill_points_total", "Samples, repeats and ends written by refilling.", "refill"),
  bridgeSpoolBytes: gauge(
    "ha_bridge_spool_bytes",
    "Bytes of the spool on disk: what waits, and what was sent since the last tidying.",
    "spool",
    "By",
    ["signal"],
  ),
  bridgeSpoolFrames: gauge("ha_bridge_spool_frames", "Requests that wait to be sent.", "spool", "", ["signal"]),
  bridgeSpoolOldestAgeSeconds: gauge("ha_bridge_spool_oldest_age_seconds", "Age of the oldest request that waits, in seconds.", "spool", "s", [
    "signal",
  ]),
  bridgeExportLagSeconds: gauge("ha_bridge_export_lag_seconds", "Age of the newest sample that the store has taken, in seconds.", "sender", "s", [
    "signal",
  ]),
  bridgeExportRequestsTotal: counter("ha_bridge_export_requests_total", "Requests to the store by its answer.", "sender", ["signal", "code"]),
  bridgePartialSuccessTotal: counter(
    "ha_bridge_partial_success_total",
    "Answers that took a request only in part, by the store's error id.",
    "sender",
    ["err_id"],
  ),
  bridgeRetryAfterSeconds: gauge("ha_bridge_retry_after_seconds", "How long the store last asked us to wait, in seconds.", "sender", "s", ["signal"]),
  bridgeProbe: gauge("ha_bridge_probe", "Written out of order on purpose, to learn whether the store takes such samples.", "probe of the store"),
} satisfies Record<string, Family>;

function gauge(name: string, help: string, source: string, unit = "", labels: readonly string[] = []): Family {
  return { name, help, unit, kind: "gauge", labels, scope: "bridge", source };
}

function counter(name: string, help: string, source: string, labels: readonly string[] = []): Family {
  return { name, help, unit: "", kind: "counter", labels, scope: "bridge", source };
}
