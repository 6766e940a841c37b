import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { houseClock } from "../../parts/house-clock.ts";

export const solarLow = {
  name: "SolarLow",
  group: "energy",
  severity: "info",
  onByDefault: false,
  parameters: { below: { kind: "number", default: 100, unit: "W", help: "what all of it together must give around noon" } },
  where: { labels: ["solar"] },
  for: "30m",
  expr: `sum by (instance) (
  ${nowOrLastMeasured('ha_power_watts{domain="sensor"<<where>>}')}<<scope>>
) < <<below>>
and on (instance) hour(${houseClock}) >= 11 < 14`,
  summary: 'The solar panels of {{ $labels.instance }} give {{ $value | printf "%.0f" }} W around noon',
  whatToDo: "Look at the inverter, and whether snow lies on the panels.",
  meaning:
    "Between 11 and 14 o'clock by the clocks of the house, the power sensors with the Home Assistant label `solar` have together given less than `below` for 30 minutes.",
  cause: "An inverter or string that is off, a fuse, snow, or a very dark day.",
} satisfies Alert;
