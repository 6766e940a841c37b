import type { Alert } from "../../alert.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { UNLESS_NEW_AFTER_START, since } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

const itRains = `(
  max by (instance) ${nowOrLastKnown('ha_precipitation_intensity_mm_per_hour{domain="sensor"}')} > 0
  or on (instance) max by (instance) ${nowOrLastKnown('ha_enum_state{domain="weather",state=~"hail|lightning-rainy|pouring|rainy|snowy-rainy"}')} == 1
)`;

/** The value is since when it is open, in seconds since the epoch. */
export const windowOpenInRain = {
  name: "WindowOpenInRain",
  group: "doors-and-locks",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "5m", help: "how long it may be open" } },
  where: { deviceClasses: ["window"] },
  expr: `${since('domain="binary_sensor"<<where>>', "<= time() - <<longerThan:seconds>>")}
and on (instance) ${itRains}
unless on (instance, entity_id) last_over_time(ha_group_members[${BRIDGED_GUARD}])${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has been open since ${localTimeOrDay("$value")}, and it rains`,
  whatToDo: "Close it. Windows that rain cannot reach may get the label alerts_off in Home Assistant.",
  meaning:
    "A window has been open for `longerThan` while a weather entity of the house says that it rains, pours or hails, or a sensor of precipitation intensity measures more than 0 mm/h. Groups are left out.",
  cause: "It began to rain, and somebody had aired.",
} satisfies Alert;
