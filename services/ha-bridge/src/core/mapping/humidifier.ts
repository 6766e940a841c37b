import { numberOf, setOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

export const humidifierMapping = onOff("humidifier", [
  numberOf("humidifier", "current_humidity", "percent", "Relative humidity that the device measures, in %."),
  numberOf("humidifier", "humidity", "percent", "Relative humidity that is wanted, in %.", { name: "target_humidity" }),
  setOf("humidifier", "action", ["humidifying", "drying", "idle", "off"], "Whether the device is doing this (1) or not (0)."),
  setOf("humidifier", "mode", "available_modes", "Whether the device runs in this mode (1) or not (0)."),
]);
