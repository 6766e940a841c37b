import { flagOf, timeOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

/** On while an event lasts. The times are those of that event, else of the next one, in the house's zone. */
export const calendarMapping = onOff("calendar", [
  timeOf("calendar", "start_time", "Start of the running or next event, in seconds since the epoch."),
  timeOf("calendar", "end_time", "End of the running or next event, in seconds since the epoch."),
  flagOf("calendar", "all_day", "Whether the running or next event lasts whole days (1) or not (0)."),
]);
