import { flagOf, numberOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

/** On means that a newer version waits. The versions themselves are in the info. */
export const updateMapping = onOff("update", [
  flagOf("update", "in_progress", "Whether it is being installed (1) or not (0)."),
  numberOf("update", "update_percentage", "percent", "How much of it is installed, in %.", { name: "progress" }),
  flagOf("update", "auto_update", "Whether it installs itself (1) or not (0)."),
]);
