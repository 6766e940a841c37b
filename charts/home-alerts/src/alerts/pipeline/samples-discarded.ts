import type { Alert } from "../../alert.ts";
import { rise } from "../../parts/counted.ts";

/** The metric is Mimir's own, of all that write to it. */
export const samplesDiscarded = {
  name: "SamplesDiscarded",
  group: "pipeline",
  severity: "warning",
  onByDefault: false,
  parameters: { within: { kind: "duration", default: "15m", help: "how long it is told" } },
  expr: `sum by (user, reason) ${rise("cortex_discarded_samples_total", "<<within>>", "instance, user, reason", "cortex_build_info")}`,
  summary: "Mimir discards samples of the tenant {{ $labels.user }}: {{ $labels.reason }}",
  whatToDo: "The reason names the limit: raise it for this tenant in Mimir's overrides, or write less. ha-bridge's needs are in its documentation.",
  meaning:
    "Mimir has thrown samples away within the last 15 minutes. It needs Mimir's own metrics in the store, which a scrape of its /metrics brings.",
  cause: "A limit for series, labels or rates was hit, or samples are older than `out_of_order_time_window`.",
} satisfies Alert;
