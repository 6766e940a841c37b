import { defineMapping } from "./parts/define-mapping.ts";
import { textLengthOf, textState } from "./parts/text-state.ts";

export const textMapping = defineMapping("text", textState, [textLengthOf("text")]);
