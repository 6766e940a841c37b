import type { Alert } from "../../alert.ts";
import { meanOf } from "../../parts/mean.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The value is the mean in µg/m³. */
export const particlesHigh = {
  name: "ParticlesHigh",
  group: "air",
  severity: "info",
  onByDefault: false,
  parameters: {
    above: { kind: "number", default: 35, unit: "µg/m³", help: "the most there may be" },
    over: { kind: "duration", default: "1h", help: "how long a time the mean is taken of" },
  },
  where: { deviceClasses: ["pm25"] },
  keepFiringFor: "10m",
  expr: `${meanOf('ha_pm25_ug_per_m3{domain="sensor"<<where>>}')}
> <<above>><<scope>>`,
  summary: `${nameAndArea} has {{ $value | printf "%.0f" }} µg/m³ of particles (PM2.5) in the mean of <<over>>, more than <<above>> µg/m³`,
  whatToDo: "Inside: open a window and look what smokes. Outside: keep the windows shut.",
  meaning: "The particles up to 2.5 µm in the air were above `above` in the mean of `over`.",
  cause: "Cooking, candles, a fire or stove, smoke from outside, or a filter that is full.",
} satisfies Alert;
