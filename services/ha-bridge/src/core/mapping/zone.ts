import { flagOf, numberOf } from "./parts/attribute-series.ts";
import { defineMapping } from "./parts/define-mapping.ts";
import { numberState } from "./parts/number-state.ts";

/** The number of people in it. Where it lies is where the house lies, so coordinates are left out. */
export const zoneMapping = defineMapping("zone", numberState(), [
  numberOf("zone", "radius", "meters", "Radius of the zone, in m."),
  flagOf("zone", "passive", "Whether the zone is for automations only (1) or not (0)."),
]);
