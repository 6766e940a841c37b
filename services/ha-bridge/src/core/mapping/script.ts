import { numberOf, timeOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

/** On means that it runs. */
export const scriptMapping = onOff("script", [
  timeOf("script", "last_triggered", "When it was last started, in seconds since the epoch."),
  numberOf("script", "current", "none", "Runs at this moment."),
]);
