import { pointInTime } from "./parts/point-in-time.ts";

/** When it was last scanned. */
export const tagMapping = pointInTime("tag");
