import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { OwnPoint } from "./core/own-series.ts";

/** The numbers of the telemetry SDK's collection, without its times: they are stamped like all house series. */
export function ownPointsOf(collected: ResourceMetrics): OwnPoint[] {
  return collected.scopeMetrics.flatMap(({ metrics }) =>
    metrics.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.flatMap(({ attributes, value }) => {
        if (typeof value !== "number") return [];
        const labels = Object.entries(attributes).map(([name, label]) => [name, String(label)] as const);
        return [{ name: descriptor.name, labels, value }];
      }),
    ),
  );
}
