import { closedSet } from "./parts/closed-set.ts";

export const inputSelectMapping = closedSet("input_select", { states: [], listedIn: "options" });
