import { closedSet } from "./parts/closed-set.ts";

/** Who turned it is personal: the logbook tells, no series does. */
export const lockMapping = closedSet("lock", {
  states: ["locked", "unlocked", "locking", "unlocking", "open", "opening", "jammed"],
  atRest: ["locked"],
});
