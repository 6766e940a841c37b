import { entityFamilies } from "../entity-families.ts";
import { defineMapping } from "./parts/define-mapping.ts";

const STATE_PAIRS: readonly (readonly string[])[] = [
  ["home", "not_home"],
  ["open", "closed"],
  ["locked", "unlocked"],
  ["ok", "problem"],
];

/** A group shows what its members show, so the state tells of which kind they are. */
export const groupMapping = defineMapping("group", {
  // Those that have an at rest of their own; the words do not overlap.
  atRest: ["off", "closed", "locked", "home", "ok"],
  observe({ state }, _facts, out) {
    if (state === "on" || state === "off") return out.value(entityFamilies.on, state === "on" ? 1 : 0);
    const pair = STATE_PAIRS.find((words) => words.includes(state));
    if (pair === undefined) out.changes();
    else out.set(entityFamilies.enumState, state, pair);
  },
});
