import type { Alert } from "../../alert.ts";

const errors = (matchers = "") => `increase(ha_log_records_total{level=~"(?i)error|critical"${matchers}}[<<within>>])`;

export const logErrors = {
  name: "LogErrors",
  group: "home-assistant",
  severity: "info",
  onByDefault: false,
  parameters: {
    moreThan: { kind: "number", default: 50, unit: "records", help: "how many errors there may be within that time" },
    within: { kind: "duration", default: "10m", help: "the time in which they are counted" },
  },
  expr: `sum by (instance) (${errors()}) > <<moreThan>>`,
  summary: `Home Assistant of {{ $labels.instance }} logged more than <<moreThan>> errors within <<within>>{{ range query (printf \`topk(1, sum by (logger) (${errors(",instance=%[1]q")}))\` $labels.instance) }}, most of them by {{ label "logger" . }}{{ end }}`,
  whatToDo: "Look at the log of Home Assistant, or in Loki, for this logger.",
  meaning: "Home Assistant has logged more errors than `moreThan` within `within`.",
  cause: "A device or cloud that went away, or an integration after an update.",
} satisfies Alert;
