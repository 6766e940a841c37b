import { pointInTime } from "./parts/point-in-time.ts";

/** When the picture last changed. Its access token is never exported. */
export const imageMapping = pointInTime("image");
