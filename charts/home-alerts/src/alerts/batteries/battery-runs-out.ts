import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** The value is the charge now. A straight line is laid through what was measured; one that was charged in between lies. */
export const batteryRunsOut = {
  name: "BatteryRunsOut",
  group: "batteries",
  severity: "info",
  onByDefault: false,
  parameters: {
    within: { kind: "duration", default: "7d", help: "how far is looked ahead" },
    over: { kind: "duration", default: "7d", help: "the time whose course is continued" },
    below: { kind: "number", default: 40, unit: "%", help: "only batteries with less charge than that" },
  },
  for: "6h",
  expr: `${nowOrLastMeasured('ha_battery_percent{domain="sensor"<<where>>}')} < <<below>>
and on (instance, entity_id) predict_linear(ha_battery_percent[<<over>>], <<within:seconds>>) < 0<<scope>>`,
  summary: `${nameAndArea} is at {{ $value | printf "%.0f" }} % and will be empty within <<within>>`,
  whatToDo: "Have a new one at hand.",
  meaning: "A battery under `below` will be empty within `within` if it goes on as it did over `over`, for 6 hours.",
  cause: "Cold, a bad radio link, or a device that wakes up too often.",
} satisfies Alert;
