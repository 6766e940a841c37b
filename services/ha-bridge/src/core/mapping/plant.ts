import { closedSet } from "./parts/closed-set.ts";

/** What a plant measures comes from sensors that are entities themselves. */
export const plantMapping = closedSet("plant", { states: ["ok", "problem"] });
