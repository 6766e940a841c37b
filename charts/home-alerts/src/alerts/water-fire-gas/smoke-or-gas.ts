import type { Alert } from "../../alert.ts";
import { lastOnSince, lastWordIsOn, unlessRemovedOrOff } from "../../parts/last-word.ts";
import { localTimeOrDay, rememberedNameAndArea } from "../../parts/summary.ts";

const sensor = 'domain="binary_sensor"<<where>>';

/** The value is since when it is on, in seconds since the epoch. A start of Home Assistant hides nothing. */
export const smokeOrGas = {
  name: "SmokeOrGas",
  group: "water-fire-gas",
  severity: "critical",
  onByDefault: true,
  parameters: {},
  where: { deviceClasses: ["smoke", "carbon_monoxide", "gas"] },
  keepFiringFor: "10m",
  expr: `${lastOnSince(sensor)}
and on (instance, entity_id) ${lastWordIsOn(sensor)}${unlessRemovedOrOff(sensor)}<<scope>>`,
  summary: `${rememberedNameAndArea} has reported smoke, gas or carbon monoxide since ${localTimeOrDay("$value")}`,
  whatToDo: "Wake everybody and get out, then call the fire brigade. Where it may be gas, switch nothing on or off and open the windows.",
  meaning:
    "A detector of smoke, gas or carbon monoxide is on. One that falls silent while it is on, or whose Home Assistant goes down, stays an alert for a day. It goes on for `keepFiringFor` after the detector is off. Heat detectors can be added in `where` (device class `heat`); by default they are left out, because boilers and ovens use it as well.",
  cause: "Fire, a leaking gas pipe, a stove or boiler that burns badly, or steam and dust in the detector.",
} satisfies Alert;
