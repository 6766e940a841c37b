import type { Alert } from "../../alert.ts";
import { nowOrLastKnown, nowOrLastMeasured } from "../../parts/bridging.ts";
import { ofDevices, withDevice } from "../../parts/devices.ts";
import { nameAndArea } from "../../parts/summary.ts";

const atWork = `${nowOrLastKnown('ha_enum_state{domain="sensor",state=~"(?i)print.*|running|prepare|heating"}')} == 1`;

export const printerHotIdle = {
  name: "PrinterHotIdle",
  group: "energy",
  severity: "info",
  onByDefault: false,
  parameters: { above: { kind: "number", default: 60, unit: "°C", help: "the temperature from which on it is hot" } },
  where: { labels: ["printer_nozzle"] },
  for: "30m",
  expr: `${nowOrLastMeasured('ha_temperature_celsius{domain="sensor"<<where>>}')} > <<above>>
unless on (instance, entity_id) (
  ${ofDevices()}
  and on (instance, device_id) ${withDevice(`(
    ${atWork}
  )`)}
)<<scope>>`,
  summary: `${nameAndArea} is at {{ $value | printf "%.0f" }} °C though nothing is printed`,
  whatToDo: "Switch its heating off.",
  meaning:
    "A temperature sensor with the Home Assistant label `printer_nozzle` has been above `above` for 30 minutes while no sensor of the same device says that it prints.",
  cause: "A print that stopped with an error, or a printer that does not cool down by itself.",
} satisfies Alert;
