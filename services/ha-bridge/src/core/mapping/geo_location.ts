import { defineMapping } from "./parts/define-mapping.ts";
import { numberState } from "./parts/number-state.ts";
import { coordinatesOf } from "./parts/presence.ts";

/** How far away from home it is. */
export const geoLocationMapping = defineMapping("geo_location", numberState("distance"), coordinatesOf("geo_location"));
