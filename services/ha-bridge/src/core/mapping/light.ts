import { numberOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

const BRIGHTNESS_MAX = 255;

/** Brightness has no value while the light is off, so its series ends there: off is not the same as a brightness of 0. */
export const lightMapping = onOff("light", [
  numberOf("light", "brightness", "percent", "Brightness of the light while it is on, in %.", { factor: 100 / BRIGHTNESS_MAX }),
  numberOf("light", "color_temp_kelvin", "kelvin", "Colour temperature of the light while it shows white, in K.", { name: "color_temp" }),
]);
