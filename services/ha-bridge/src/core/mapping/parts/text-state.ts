import type { AttributeSeries, StateSeries } from "./define-mapping.ts";
import { attributeFamily } from "./attribute-series.ts";

/** Free text never becomes a label or a value; that it changed is all that is counted. */
export const textState: StateSeries = {
  observe(_entity, _facts, out) {
    out.changes();
  },
};

/** How long the text is; of a password not even that. */
export function textLengthOf(domain: string): AttributeSeries {
  const family = { ...attributeFamily(domain, "length", { help: "Characters of the text; passwords have none." }), source: `state of ${domain}` };
  return {
    family,
    observe({ state, attributes }, _facts, out) {
      if (attributes["mode"] !== "password") out.value(family, state.length);
    },
  };
}
