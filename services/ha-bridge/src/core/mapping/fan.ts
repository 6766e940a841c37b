import { flagOf, numberOf, setOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

export const fanMapping = onOff("fan", [
  numberOf("fan", "percentage", "percent", "Speed of the fan, in %.", { name: "speed" }),
  flagOf("fan", "oscillating", "Whether the fan swings (1) or not (0)."),
  setOf("fan", "direction", ["forward", "reverse"], "Whether the fan turns in this direction (1) or not (0)."),
  setOf("fan", "preset_mode", "preset_modes", "Whether the fan runs this preset (1) or not (0)."),
]);
