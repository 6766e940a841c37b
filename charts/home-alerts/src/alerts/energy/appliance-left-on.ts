import type { Alert } from "../../alert.ts";
import { nameAndArea } from "../../parts/summary.ts";

/**
 * The value is the most power it drew within `pause`: an iron heats, rests and heats again, and is on all the time. The
 * same time bridges restarts and gaps.
 */
export const applianceLeftOn = {
  name: "ApplianceLeftOn",
  group: "energy",
  severity: "warning",
  onByDefault: false,
  parameters: {
    above: { kind: "number", default: 500, unit: "W", help: "the power from which on it is in use" },
    pause: { kind: "duration", default: "10m", help: "how long its thermostat may rest in between" },
  },
  where: { labels: ["watch_power"] },
  for: "45m",
  expr: `max by (instance, entity_id, area, floor) (max_over_time(ha_power_watts{domain="sensor"<<where>>}[<<pause>>])) > <<above>><<scope>>`,
  summary: `${nameAndArea} has been in use for a long time, with up to {{ $value | printf "%.0f" }} W`,
  whatToDo: "Look whether somebody uses it; else switch it off.",
  meaning:
    "What is measured by a power sensor with the Home Assistant label `watch_power` (iron, oven, heater) has drawn more than `above` for 45 minutes, with rests of up to `pause`.",
  cause: "It was forgotten.",
} satisfies Alert;
