import { onOff } from "./parts/on-off.ts";

/** Numeric attributes of switches are whatever their integration likes, so none is exported. */
export const switchMapping = onOff("switch");
