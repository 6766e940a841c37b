import { defineMapping } from "./parts/define-mapping.ts";
import { pointInTimeState } from "./parts/point-in-time.ts";
import { timeOfDayState } from "./parts/time-of-day.ts";

/** A date, a time of day, or both; the attributes say which. */
export const inputDatetimeMapping = defineMapping("input_datetime", {
  observe(entity, facts, out) {
    const hasDate = entity.attributes["has_date"] === true || entity.state.includes("-");
    const state = hasDate ? pointInTimeState : timeOfDayState;
    state.observe(entity, facts, out);
  },
});
