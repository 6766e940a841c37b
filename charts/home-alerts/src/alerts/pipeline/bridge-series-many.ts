import type { Alert } from "../../alert.ts";

export const bridgeSeriesMany = {
  name: "BridgeSeriesMany",
  group: "pipeline",
  severity: "info",
  onByDefault: false,
  parameters: { moreThan: { kind: "number", default: 10_000, unit: "series", help: "how many a house may have" } },
  for: "1h",
  expr: "max by (instance) (ha_bridge_series) > <<moreThan>>",
  summary: '{{ $labels.instance }} has {{ $value | printf "%.0f" }} series, more than <<moreThan>>',
  whatToDo: "`ha-bridge plan` shows which domains they come from; leave out what nobody looks at with `entities.exclude`.",
  meaning: "The bridge has had more live series than `moreThan` for an hour.",
  cause: "A new integration with many entities, or sensors whose options grow.",
} satisfies Alert;
