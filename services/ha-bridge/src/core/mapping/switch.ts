import { flagOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

/** Numeric attributes of switches are whatever their integration likes, so none is exported. */
export const switchMapping = onOff("switch", [
  flagOf("switch", "assumed_state", "Whether the state is only assumed, because the device does not report it (1) or not (0)."),
]);
