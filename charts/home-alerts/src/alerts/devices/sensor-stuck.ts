import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

/** What is never the same for a day where people live. Power, light or rain may be. */
const NEVER_STILL = 'domain="sensor",device_class=~"temperature|humidity|atmospheric_pressure|carbon_dioxide"';

/** The value is when it last changed. */
export const sensorStuck = {
  name: "SensorStuck",
  group: "devices",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "24h", help: "how long it may show the same" } },
  expr: `max by (instance, entity_id, area, floor) ${nowOrLastKnown(`ha_entity_last_changed_seconds{${NEVER_STILL}<<where>>}`)} < time() - <<longerThan:seconds>>
and on (instance, entity_id) ${nowOrLastKnown("ha_entity_last_reported_seconds")} > time() - <<longerThan:seconds>> / 4
and on (instance, entity_id) ${nowOrLastKnown("ha_entity_available")} == 1<<scope>>`,
  summary: `${nameAndArea} has shown the same since ${localTimeOrDay("$value")}`,
  whatToDo: "Look whether the sensor measures at all: start it again or compare it with another one.",
  meaning:
    "A sensor of temperature, humidity, air pressure or carbon dioxide goes on reporting, but has not changed for `longerThan`. A restart of Home Assistant begins that time anew. One that does not report is told with its device.",
  cause: "A sensor that hangs, a service that repeats its last answer, or a value that is rounded too much.",
} satisfies Alert;
