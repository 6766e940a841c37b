import { numberOf } from "./parts/attribute-series.ts";
import { defineMapping } from "./parts/define-mapping.ts";
import { positionOf, presenceState } from "./parts/presence.ts";

export const deviceTrackerMapping = defineMapping("device_tracker", presenceState, [
  ...positionOf("device_tracker"),
  // Newer versions of Home Assistant have a sensor of its own instead.
  numberOf("device_tracker", "battery_level", "percent", "Charge of the tracked device's battery, in %."),
]);
