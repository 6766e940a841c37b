import type { Alert } from "../../alert.ts";
import { unlessAreaIsOff } from "../../parts/areas.ts";
import { meanOfArea } from "../../parts/mean.ts";
import { areaAndFloor } from "../../parts/summary.ts";

/** The value is the mean relative humidity in %. */
export const humidityHigh = {
  name: "HumidityHigh",
  group: "climate",
  severity: "info",
  onByDefault: false,
  parameters: {
    above: { kind: "number", default: 70, unit: "%", help: "the most humidity there may be" },
    over: { kind: "duration", default: "3h", help: "how long a time the mean is taken of" },
  },
  keepFiringFor: "30m",
  expr: `${meanOfArea('ha_area_humidity_percent{area!=""<<areas>>}')}
> <<above>>${unlessAreaIsOff("humidity")}<<quiet>>`,
  summary: `${areaAndFloor}: {{ $value | printf "%.0f" }} % humidity in the mean of <<over>>, more than <<above>> %`,
  whatToDo: "Air the room, and leave its door open afterwards.",
  meaning:
    "The relative humidity of an area was above `above` in the mean of `over`. It is about the humidity sensors that areas name as their own; `where` takes areas and floors. A shower changes nothing, if the room is aired after it.",
  cause: "Nobody aired after bathing, laundry dries inside, or it is humid outside.",
} satisfies Alert;
