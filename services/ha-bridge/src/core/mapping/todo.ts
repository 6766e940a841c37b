import { defineMapping } from "./parts/define-mapping.ts";
import { numberState } from "./parts/number-state.ts";

/** The number of things still to do. */
export const todoMapping = defineMapping("todo", numberState());
