import { pointInTime } from "./parts/point-in-time.ts";

/** When it was last pressed. */
export const inputButtonMapping = pointInTime("input_button");
