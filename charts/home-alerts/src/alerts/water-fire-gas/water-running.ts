import type { Alert } from "../../alert.ts";
import { BRIDGED } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

const FLOW = 'ha_volume_flow_rate_m3_per_hour{domain="sensor"<<where>>}';
const METER = 'ha_water_m3{domain="sensor"<<where>>}';

/** A meter counts in steps of a litre or ten, so it runs as long as it rises within every 20 minutes. */
const risen = `max_over_time(${METER}[20m]) - on (instance, entity_id, area, floor) min_over_time(${METER}[20m])`;

/** Measured now, and before the time that is asked for: a sensor that is new or was away has not run for so long. */
export const waterRunning = {
  name: "WaterRunning",
  group: "water-fire-gas",
  severity: "warning",
  onByDefault: false,
  parameters: {
    longerThan: { kind: "duration", default: "2h", help: "how long it may run without a break" },
    above: { kind: "number", default: 0, unit: "m³/h", help: "a flow up to this counts as none; of flow sensors only" },
  },
  where: { labels: ["water_meter"] },
  expr: `max by (instance, entity_id, area, floor) (
  min_over_time(${FLOW}[<<longerThan>>]) > <<above>>
  or on (instance, entity_id) min_over_time((${risen})[<<longerThan>>:5m]) > 0
)
and on (instance, entity_id) (last_over_time(${FLOW}[${BRIDGED}]) or last_over_time(${METER}[${BRIDGED}]))
and on (instance, entity_id) (last_over_time(${FLOW}[${BRIDGED}] offset <<longerThan>>) or last_over_time(${METER}[${BRIDGED}] offset <<longerThan>>))<<scope>>`,
  summary: `${nameAndArea}: water has been running for <<longerThan>> without a break`,
  whatToDo: "Look for an open tap, a cistern that does not close, a garden hose or a softener that hangs. Shut the main valve when you find nothing.",
  meaning:
    "A flow sensor has not been at zero, or a water meter has risen within every 20 minutes, for `longerThan`. It is about sensors with the Home Assistant label `water_meter`, unless `where` says otherwise.",
  cause: "A burst pipe, a cistern or tap that runs, or somebody who waters the garden.",
} satisfies Alert;
