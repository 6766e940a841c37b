import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

export const powerSpike = {
  name: "PowerSpike",
  group: "energy",
  severity: "info",
  onByDefault: false,
  parameters: {
    times: { kind: "number", default: 3, unit: "times", help: "how much more than usual it must be" },
    above: { kind: "number", default: 2000, unit: "W", help: "nothing under that is told" },
    over: { kind: "duration", default: "7d", help: "the time that says what is usual" },
  },
  where: { labels: ["mains"] },
  for: "10m",
  expr: `${nowOrLastMeasured('ha_power_watts{domain="sensor"<<where>>}')} > <<above>>
and on (instance, entity_id) ha_power_watts{domain="sensor"} > on (instance, entity_id) <<times>> * quantile_over_time(0.95, ha_power_watts{domain="sensor"}[<<over>>])<<scope>>`,
  summary: `${nameAndArea} is at {{ $value | printf "%.0f" }} W, more than <<times>> times what is usual`,
  whatToDo: "Look what is on.",
  meaning:
    "For 10 minutes the house has drawn more than `above` and `times` times what it draws at most for 95 % of `over`, by a power sensor with the Home Assistant label `mains`.",
  cause: "Cooking, a car that charges, a heater, or something that is broken.",
} satisfies Alert;
