import { defineMapping } from "./parts/define-mapping.ts";
import { textLengthOf, textState } from "./parts/text-state.ts";

export const inputTextMapping = defineMapping("input_text", textState, [textLengthOf("input_text")]);
