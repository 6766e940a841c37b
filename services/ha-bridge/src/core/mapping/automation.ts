import { numberOf, timeOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

/** On means that it may run, not that it runs. */
export const automationMapping = onOff("automation", [
  timeOf("automation", "last_triggered", "When it was last triggered, in seconds since the epoch."),
  numberOf("automation", "current", "none", "Runs at this moment."),
]);
