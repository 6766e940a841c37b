import type { Alert } from "../../alert.ts";
import { meanOf } from "../../parts/mean.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The value is the mean in ppm. */
export const carbonDioxideHigh = {
  name: "CarbonDioxideHigh",
  group: "air",
  severity: "info",
  onByDefault: false,
  parameters: {
    above: { kind: "number", default: 1400, unit: "ppm", help: "the most there may be" },
    over: { kind: "duration", default: "15m", help: "how long a time the mean is taken of" },
  },
  where: { deviceClasses: ["carbon_dioxide"] },
  keepFiringFor: "10m",
  expr: `${meanOf('ha_carbon_dioxide_ppm{domain="sensor"<<where>>}')}
> <<above>><<scope>>`,
  summary: `${nameAndArea} has {{ $value | printf "%.0f" }} ppm of carbon dioxide in the mean of <<over>>, more than <<above>> ppm`,
  whatToDo: "Open a window for some minutes.",
  meaning: "The carbon dioxide of a room was above `above` in the mean of `over`: people get tired and think badly.",
  cause: "More people than the room has air for, or a ventilation that is off.",
} satisfies Alert;
