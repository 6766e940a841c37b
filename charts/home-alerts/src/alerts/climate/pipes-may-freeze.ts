import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The value is the temperature in °C. */
export const pipesMayFreeze = {
  name: "PipesMayFreeze",
  group: "climate",
  severity: "critical",
  onByDefault: true,
  parameters: { below: { kind: "number", default: 3, unit: "°C", help: "the coldest it may be" } },
  where: { labels: ["frost_watch"] },
  for: "10m",
  keepFiringFor: "30m",
  expr: `${nowOrLastMeasured('ha_temperature_celsius{domain="sensor"<<where>>}')}
< <<below>><<scope>>`,
  summary: `${nameAndArea} is at {{ $value | printf "%.1f" }} °C: pipes may freeze`,
  whatToDo: "Close windows, heat, or let the water run in a trickle. When it stays cold, shut the water off and empty the pipes.",
  meaning:
    "The temperature where pipes run has been below `below` for longer than `for`. It is about sensors with the Home Assistant label `frost_watch`, unless `where` says otherwise.",
  cause: "The heating is off or broken, a window or door stands open, or it is colder outside than the house was built for.",
} satisfies Alert;
