import { numberOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

export const valveMapping = closedSet("valve", { states: ["closed", "closing", "open", "opening"], atRest: ["closed"] }, [
  numberOf("valve", "current_position", "percent", "How far the valve is open, in %.", { name: "position" }),
]);
