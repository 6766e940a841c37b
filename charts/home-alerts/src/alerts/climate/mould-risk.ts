import type { Alert } from "../../alert.ts";
import { unlessAreaIsOff } from "../../parts/areas.ts";
import { meanOfArea } from "../../parts/mean.ts";
import { areaAndFloor } from "../../parts/summary.ts";

const air = 'max by (instance, area, floor) (ha_area_temperature_celsius{area!=""<<areas>>})';
const humidity = 'max by (instance, area, floor) (ha_area_humidity_percent{area!=""<<areas>>})';

const SAME_AREA = "on (instance, area, floor)";

/** Exponent of the saturation pressure of water vapour over water, by Magnus with the coefficients of the WMO (-45 to 60 °C). */
const magnus = (colderBy: string) => `17.62 * (${air}${colderBy}) / ${SAME_AREA} (243.12 + ${air}${colderBy})`;

/** The vapour of the air is the same at the wall; what it can hold there is less. More than 100 % is dew. */
const atTheWall = `clamp_max(
  ${humidity} * ${SAME_AREA} exp(${magnus("")} - ${SAME_AREA} ${magnus(" - <<wallColderBy>>")}),
  100
)`;

/** The value is the mean relative humidity at the wall, in %. */
export const mouldRisk = {
  name: "MouldRisk",
  group: "climate",
  severity: "warning",
  onByDefault: false,
  parameters: {
    above: { kind: "number", default: 80, unit: "%", help: "the most humidity there may be at the wall" },
    wallColderBy: { kind: "number", default: 5, unit: "°C", help: "how much colder the coldest wall is than the air of the room" },
    over: { kind: "duration", default: "12h", help: "how long a time the mean is taken of" },
  },
  keepFiringFor: "1h",
  expr: `${meanOfArea(atTheWall, "10m")}
> <<above>>${unlessAreaIsOff("humidity")}<<quiet>>`,
  summary: `${areaAndFloor}: {{ $value | printf "%.0f" }} % humidity at the walls in the mean of <<over>>, mould can grow`,
  whatToDo: "Air with the windows wide open for some minutes, several times a day, and heat a little more. Move furniture away from outer walls.",
  meaning:
    "The relative humidity at a wall that is `wallColderBy` colder than the air of its room was above `above` in the mean of `over`, reckoned from the temperature and humidity sensors that the area names as its own. Mould grows from about 80 % on, long before a wall is wet. `where` takes areas and floors.",
  cause: "Too little airing or heating for the weather, laundry that dries inside, or a wall that is insulated badly.",
} satisfies Alert;
