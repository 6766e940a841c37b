import { onOff } from "./parts/on-off.ts";

export const inputBooleanMapping = onOff("input_boolean");
