import { closedSet } from "./parts/closed-set.ts";

export const selectMapping = closedSet("select", { states: [], listedIn: "options" });
