import type { Alert } from "../../alert.ts";
import { meanOf } from "../../parts/mean.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The value is the mean in Bq/m³. */
export const radonHigh = {
  name: "RadonHigh",
  group: "air",
  severity: "warning",
  onByDefault: false,
  parameters: {
    above: { kind: "number", default: 300, unit: "Bq/m³", help: "the most there may be" },
    over: { kind: "duration", default: "24h", help: "how long a time the mean is taken of" },
  },
  where: { deviceClasses: ["radon"] },
  keepFiringFor: "6h",
  expr: `${meanOf('ha_radon_bq_per_m3{domain="sensor"<<where>>}', "10m")}
> <<above>><<scope>>`,
  summary: `${nameAndArea} has {{ $value | printf "%.0f" }} Bq/m³ of radon in the mean of <<over>>, more than <<above>> Bq/m³`,
  whatToDo: "Air the cellar, and keep the door to it shut. When it stays high over weeks, ask an expert how to seal or ventilate it.",
  meaning: "The radon in the air was above `above` in the mean of `over`; 300 Bq/m³ is the reference level of the European Union.",
  cause: "Gas of the ground comes in through cracks and pipes, mostly in winter, when nobody airs.",
} satisfies Alert;
