import { defineMapping } from "./parts/define-mapping.ts";
import { timeOfDayState } from "./parts/time-of-day.ts";

export const timeMapping = defineMapping("time", timeOfDayState);
