import type { Alert } from "../../alert.ts";
import { lowBatteries } from "../../parts/batteries.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** For those who do not want to wait for the weekly list. */
export const batteryEmpty = {
  name: "BatteryEmpty",
  group: "batteries",
  severity: "warning",
  onByDefault: false,
  parameters: {
    below: { kind: "number", default: 5, unit: "%", help: "the charge under which a battery is empty" },
    lowBelow: { kind: "number", default: 15, unit: "%", help: "the charge under which a battery that is gone counts as empty" },
  },
  for: "30m",
  expr: `${lowBatteries("<<below>>")}
or on (instance, entity_id) (
  ${lowBatteries("<<lowBelow>>")}
  and on (instance, entity_id) ${nowOrLastKnown("ha_entity_available")} == 0
)`,
  summary: `${nameAndArea} is empty{{ with $value }}, at {{ . | printf "%.0f" }} %{{ end }}`,
  whatToDo: "Change or charge it now.",
  meaning:
    "For 30 minutes a battery has been under `below`, calls itself low, or was under `lowBelow` when it went away. Phones and tablets are left out.",
  cause: "It was not changed in time.",
} satisfies Alert;
