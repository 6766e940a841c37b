import { defineMapping } from "./parts/define-mapping.ts";
import { numberState } from "./parts/number-state.ts";

export const inputNumberMapping = defineMapping("input_number", numberState());
