import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { UNLESS_JUST_STARTED } from "../../parts/since.ts";
import { nameAndArea } from "../../parts/summary.ts";

export const upsRuntimeLow = {
  name: "UpsRuntimeLow",
  group: "energy",
  severity: "critical",
  onByDefault: false,
  parameters: { below: { kind: "duration", default: "10m", help: "the shortest time that its battery must last" } },
  where: { labels: ["ups"] },
  for: "1m",
  expr: `${nowOrLastMeasured('ha_duration_seconds{domain="sensor"<<where>>}')} < <<below:seconds>>${UNLESS_JUST_STARTED}<<scope>>`,
  summary: `${nameAndArea} is {{ $value | humanizeDuration }}, less than <<below>>`,
  whatToDo: "Shut down now what hangs on the UPS. If there is no power cut, its battery is worn or its load too high.",
  meaning:
    "For a minute a duration sensor with the Home Assistant label `ups` has been below `below`. Give the label to the sensor for the remaining time.",
  cause: "A power cut that lasts, a worn battery, or too much load.",
} satisfies Alert;
