import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The value is the temperature in °C. */
export const fridgeWarm = {
  name: "FridgeWarm",
  group: "cold",
  severity: "warning",
  onByDefault: true,
  parameters: { above: { kind: "number", default: 8, unit: "°C", help: "the warmest it may be" } },
  where: { labels: ["fridge"] },
  for: "1h",
  keepFiringFor: "10m",
  expr: `${nowOrLastMeasured('ha_temperature_celsius{domain="sensor"<<where>>}')}
> <<above>><<scope>>`,
  summary: `${nameAndArea} is at {{ $value | printf "%.1f" }} °C, warmer than <<above>> °C`,
  whatToDo: "Look whether its door is shut and whether it has power. Throw away meat and fish that were warm for hours.",
  meaning:
    "The temperature of a fridge has been above `above` for longer than `for`. It is about sensors with the Home Assistant label `fridge`, unless `where` says otherwise. Filling it, a restart or a gap of up to 15 minutes changes nothing.",
  cause: "The door stands open, the fuse or the socket is off, it was filled with warm food, or it is broken.",
} satisfies Alert;
