import { defineMapping } from "./parts/define-mapping.ts";
import { textState } from "./parts/text-state.ts";

/** An account, whose state is how its login is. */
export const rememberTheMilkMapping = defineMapping("remember_the_milk", textState);
