import type { Alert } from "../../alert.ts";
import { areaNowOrLast, unlessAreaIsOff } from "../../parts/areas.ts";
import { areaAndFloor } from "../../parts/summary.ts";

/** The value is the temperature in °C. */
export const roomTooCold = {
  name: "RoomTooCold",
  group: "climate",
  severity: "info",
  onByDefault: false,
  parameters: { below: { kind: "number", default: 16, unit: "°C", help: "the coldest it may be" } },
  for: "30m",
  keepFiringFor: "15m",
  expr: `${areaNowOrLast('ha_area_temperature_celsius{area!=""<<areas>>}')}
< <<below>>${unlessAreaIsOff("temperature")}<<quiet>>`,
  summary: `${areaAndFloor} is at {{ $value | printf "%.1f" }} °C, colder than <<below>> °C`,
  whatToDo: "Look whether a window is open and whether the heating works.",
  meaning:
    "The temperature of an area has been below `below` for longer than `for`. It is about the temperature sensors that areas name as their own; `where` takes areas and floors.",
  cause: "The heating is off, broken or set back, or a window stands open.",
} satisfies Alert;
