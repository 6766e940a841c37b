import { defineMapping } from "./parts/define-mapping.ts";
import { positionOf, presenceState } from "./parts/presence.ts";

export const personMapping = defineMapping("person", presenceState, positionOf("person"));
