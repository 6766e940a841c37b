import { quantityOf } from "../quantities.ts";
import { numberOf } from "./parts/attribute-series.ts";
import { defineMapping } from "./parts/define-mapping.ts";
import { parseNumber, reportNumber } from "./parts/number-state.ts";

/** A count, or what was recognised, as text. */
export const imageProcessingMapping = defineMapping(
  "image_processing",
  {
    observe({ state, attributes }, _facts, out) {
      const number = parseNumber(state);
      if (number === undefined) out.changes();
      else reportNumber(quantityOf(attributes), number, out);
    },
  },
  [numberOf("image_processing", "total_faces", "none", "Faces in the picture.")],
);
