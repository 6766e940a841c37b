import { clockOf, timeOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

/** While it runs, what remains is `finishes_at - time()`; the attribute keeps what remained when it was started or paused. */
export const timerMapping = closedSet("timer", { states: ["idle", "active", "paused"], atRest: ["idle"] }, [
  clockOf("timer", "duration", "Length of the timer, in s."),
  clockOf("timer", "remaining", "What remains of a paused timer, in s.", "paused"),
  timeOf("timer", "finishes_at", "When the running timer ends, in seconds since the epoch."),
]);
