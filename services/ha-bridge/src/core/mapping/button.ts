import { pointInTime } from "./parts/point-in-time.ts";

/** When it was last pressed. */
export const buttonMapping = pointInTime("button");
