import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { andAskedFor, deviceAndArea, UNLESS_INTEGRATION_FAILS, withDevice } from "../../parts/devices.ts";
import { localTimeOrDay } from "../../parts/summary.ts";

/** Sensors of these kinds report by themselves, also when nothing changes. */
const REPORT_BY_THEMSELVES = "temperature|humidity|atmospheric_pressure|illuminance|carbon_dioxide|moisture";

/** The value is when it last reported. */
export const deviceSilent = {
  name: "DeviceSilent",
  group: "devices",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "24h", help: "how long a device may say nothing" } },
  expr: `max by (instance, device_id) (
  ${withDevice(nowOrLastKnown("ha_entity_last_reported_seconds"))}
) < time() - <<longerThan:seconds>>
and on (instance, device_id) max by (instance, device_id) (
  ${withDevice(nowOrLastKnown("ha_entity_available"))}
) == 1${andAskedFor(`ha_entity_available{domain="sensor",device_class=~"${REPORT_BY_THEMSELVES}"<<where>>}`)}${UNLESS_INTEGRATION_FAILS}`,
  summary: `${deviceAndArea} has reported nothing since ${localTimeOrDay("$value")}`,
  whatToDo: "Change its battery or start it again: what Home Assistant shows of it is old.",
  meaning:
    "No entity of a device that measures has reported for `longerThan`, though Home Assistant calls it available. A device that is unavailable is told by another alert.",
  cause: "An empty battery or lost radio, with an integration that does not notice.",
} satisfies Alert;
