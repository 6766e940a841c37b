import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { unlessIntegrationIsDown } from "../../parts/integration-down.ts";
import { lastWordIsOn } from "../../parts/last-word.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

const sensor = 'domain="binary_sensor"<<where>>';

/** The value is since when it is silent, in seconds since the epoch. What was on when it fell silent is told by its own alert. */
export const safetySensorSilent = {
  name: "SafetySensorSilent",
  group: "water-fire-gas",
  severity: "warning",
  onByDefault: true,
  parameters: {},
  where: { deviceClasses: ["moisture", "smoke", "carbon_monoxide", "gas"] },
  for: "30m",
  expr: `max by (instance, entity_id, area, floor) ${nowOrLastKnown(`ha_entity_last_changed_seconds{${sensor}}`)}
and on (instance, entity_id) ${nowOrLastKnown(`ha_entity_available{${sensor}}`)} == 0
unless on (instance, entity_id) ${lastWordIsOn(sensor)}${unlessIntegrationIsDown(sensor)}<<scope>>`,
  summary: `${nameAndArea} has been silent since ${localTimeOrDay("$value")} and would not warn`,
  whatToDo: "Look at its battery and whether it is in reach. Until it is back, nobody is warned of what it watches.",
  meaning:
    "A sensor of water, smoke, gas or carbon monoxide has been unavailable for longer than `for`. Not told: one that was on when it fell silent (that is WaterLeak or SmokeOrGas), and all of them while their integration or Home Assistant is down, which is told once.",
  cause: "Its battery is empty, it is out of reach of its network, or it is broken.",
} satisfies Alert;
