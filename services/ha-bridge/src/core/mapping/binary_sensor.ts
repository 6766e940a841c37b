import { onOff } from "./parts/on-off.ts";

export const binarySensorMapping = onOff("binary_sensor");
