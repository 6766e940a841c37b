import { onOff } from "./parts/on-off.ts";

export const sirenMapping = onOff("siren");
