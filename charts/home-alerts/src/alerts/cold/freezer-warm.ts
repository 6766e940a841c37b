import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The value is the temperature in °C. */
export const freezerWarm = {
  name: "FreezerWarm",
  group: "cold",
  severity: "critical",
  onByDefault: true,
  parameters: { above: { kind: "number", default: -12, unit: "°C", help: "the warmest it may be" } },
  where: { labels: ["freezer"] },
  for: "30m",
  keepFiringFor: "10m",
  expr: `${nowOrLastMeasured('ha_temperature_celsius{domain="sensor"<<where>>}')}
> <<above>><<scope>>`,
  summary: `${nameAndArea} is at {{ $value | printf "%.1f" }} °C, warmer than <<above>> °C`,
  whatToDo: "Look whether its door is shut and whether it has power. Food that thawed must be eaten or thrown away.",
  meaning:
    "The temperature of a freezer has been above `above` for longer than `for`. It is about sensors with the Home Assistant label `freezer`, unless `where` says otherwise. Opening the door for a moment, a restart or a gap of up to 15 minutes changes nothing.",
  cause: "The door stands open, the fuse or the socket is off, it is defrosting, or the compressor is broken.",
} satisfies Alert;
