import type { Alert } from "../../alert.ts";
import { areaNowOrLast, unlessAreaIsOff } from "../../parts/areas.ts";
import { areaAndFloor } from "../../parts/summary.ts";

/** The value is the temperature in °C. */
export const roomTooWarm = {
  name: "RoomTooWarm",
  group: "climate",
  severity: "info",
  onByDefault: false,
  parameters: { above: { kind: "number", default: 27, unit: "°C", help: "the warmest it may be" } },
  for: "30m",
  keepFiringFor: "15m",
  expr: `${areaNowOrLast('ha_area_temperature_celsius{area!=""<<areas>>}')}
> <<above>>${unlessAreaIsOff("temperature")}<<quiet>>`,
  summary: `${areaAndFloor} is at {{ $value | printf "%.1f" }} °C, warmer than <<above>> °C`,
  whatToDo: "Keep the sun out, close the windows while it is warmer outside, and air at night.",
  meaning:
    "The temperature of an area has been above `above` for longer than `for`. It is about the temperature sensors that areas name as their own; `where` takes areas and floors.",
  cause: "Sun through the windows, hot weather, or a heating that does not stop.",
} satisfies Alert;
