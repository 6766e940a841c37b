import { flagOf, numberOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

export const coverMapping = closedSet("cover", { states: ["closed", "closing", "open", "opening"], atRest: ["closed"] }, [
  numberOf("cover", "current_position", "percent", "How far the cover is open, in %.", { name: "position" }),
  numberOf("cover", "current_tilt_position", "percent", "How far the slats are open, in %.", { name: "tilt_position" }),
  flagOf("cover", "is_closed", "Whether the cover is closed (1) or not (0)."),
]);
