import { closedSet } from "./parts/closed-set.ts";

export const lawnMowerMapping = closedSet("lawn_mower", {
  states: ["mowing", "docked", "returning", "paused", "idle", "error"],
  atRest: ["docked"],
});
