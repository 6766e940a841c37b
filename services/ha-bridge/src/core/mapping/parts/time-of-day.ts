import { entityFamilies } from "../../entity-families.ts";
import type { StateSeries } from "./define-mapping.ts";
import { clockSeconds } from "./point-in-time.ts";

/** A state such as `07:30:00`, which is no point in time: it comes every day. */
export const timeOfDayState: StateSeries = {
  observe({ state }, _facts, out) {
    const seconds = clockSeconds(state);
    if (seconds !== undefined) out.value(entityFamilies.timeOfDaySeconds, seconds);
  },
};
