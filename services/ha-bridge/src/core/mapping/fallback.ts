import { entityFamilies } from "../entity-families.ts";
import { quantityOf } from "../quantities.ts";
import { textIn, textsIn } from "./parts/attributes.ts";
import { defineMapping } from "./parts/define-mapping.ts";
import { parseNumber, reportNumber } from "./parts/number-state.ts";
import { isZonedTime, pointInTimeState } from "./parts/point-in-time.ts";

/** For domains that nobody here knows: what the state itself shows it to be. */
export const fallbackMapping = defineMapping("", {
  observe(entity, facts, out) {
    const { state, attributes } = entity;
    const options = textsIn(attributes, "options");
    if (options !== undefined) return out.set(entityFamilies.enumState, state, options);
    if (state === "on" || state === "off") return out.value(entityFamilies.on, state === "on" ? 1 : 0);
    const number = parseNumber(state);
    if (number !== undefined) return reportNumber(quantityOf(attributes), number, out);
    if (isZonedTime(state)) return pointInTimeState.observe(entity, facts, out);
    // What has a unit is a number that it does not know right now.
    if (textIn(attributes, "unit_of_measurement") === undefined) out.changes();
  },
});
