import type { Alert } from "../../alert.ts";
import { lastOnSince, lastWordIsOn, unlessRemovedOrOff } from "../../parts/last-word.ts";
import { localTimeOrDay, rememberedNameAndArea } from "../../parts/summary.ts";

const sensor = 'domain="binary_sensor"<<where>>';

/** The value is since when it is wet, in seconds since the epoch. A start of Home Assistant hides nothing. */
export const waterLeak = {
  name: "WaterLeak",
  group: "water-fire-gas",
  severity: "critical",
  onByDefault: true,
  parameters: {},
  where: { deviceClasses: ["moisture"] },
  keepFiringFor: "10m",
  expr: `${lastOnSince(sensor)}
and on (instance, entity_id) ${lastWordIsOn(sensor)}${unlessRemovedOrOff(sensor)}<<scope>>`,
  summary: `${rememberedNameAndArea} has been wet since ${localTimeOrDay("$value")}`,
  whatToDo:
    "Shut the water off, and the current where it stands in water. Then look where it comes from. A sensor that fell silent while it was wet may have drowned.",
  meaning:
    "A water sensor is wet. One that falls silent while it is wet, or whose Home Assistant goes down, stays an alert for a day. It goes on for `keepFiringFor` after the sensor is dry.",
  cause: "A pipe, hose, boiler, washing machine or dishwasher leaks, something overflowed, or it rains in.",
} satisfies Alert;
