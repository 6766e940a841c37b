import type { Alert } from "../../alert.ts";
import { LAST_WORD, nowOrLastMeasured } from "../../parts/bridging.ts";
import { unlessRemovedOrOff } from "../../parts/last-word.ts";
import { rememberedNameAndArea } from "../../parts/summary.ts";

const sensor = 'domain="sensor"<<where>>';

/**
 * The value is in ppm. Detectors by EN 50291 sound within 90 minutes at 50 ppm and within 3 minutes at 300 ppm; this one
 * does not wait, because who sleeps does not notice.
 */
export const carbonMonoxideHigh = {
  name: "CarbonMonoxideHigh",
  group: "water-fire-gas",
  severity: "critical",
  onByDefault: true,
  parameters: { above: { kind: "number", default: 50, unit: "ppm", help: "the most there may be" } },
  where: { deviceClasses: ["carbon_monoxide"] },
  for: "3m",
  keepFiringFor: "10m",
  expr: `${nowOrLastMeasured(`ha_carbon_monoxide_ppm{${sensor}}`, LAST_WORD)}
> <<above>>${unlessRemovedOrOff(sensor)}<<scope>>`,
  summary: `${rememberedNameAndArea} measures {{ $value | printf "%.0f" }} ppm of carbon monoxide, more than <<above>> ppm`,
  whatToDo: "Wake everybody and get out, open windows on the way, and call the fire brigade. Do not go back for the stove or the boiler.",
  meaning:
    "A sensor has measured more than `above` carbon monoxide for longer than `for`. One that falls silent while it is over the limit, or whose Home Assistant goes down, stays an alert for a day.",
  cause: "A stove, boiler, grill or engine burns with too little air, or its flue is blocked.",
} satisfies Alert;
