import type { Alert } from "../../alert.ts";

export const bridgeBehind = {
  name: "BridgeBehind",
  group: "pipeline",
  severity: "warning",
  onByDefault: false,
  parameters: { olderThan: { kind: "duration", default: "10m", help: "how old what waits to be sent may be" } },
  for: "10m",
  expr: `(
  max by (instance, signal) (ha_bridge_spool_oldest_age_seconds) > <<olderThan:seconds>>
  or on (instance, signal) max by (instance, signal) (ha_bridge_export_lag_seconds) > <<olderThan:seconds>>
)`,
  summary: "ha-bridge of {{ $labels.instance }} is {{ $value | humanizeDuration }} behind with its {{ $labels.signal }}",
  whatToDo:
    "Look whether the store takes what it gets, at the bridge's log and /readyz. Nothing is lost while the spool has room and is not too old.",
  meaning:
    "For 10 minutes something has been waiting in the bridge's spool for longer than `olderThan`, or the newest sample that the store took is as old. What was late for less than that is told by nobody.",
  cause: "The store was away and what waited is being sent now, it is slow or sets a rate limit, or the network is.",
} satisfies Alert;
