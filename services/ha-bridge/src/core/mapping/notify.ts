import { pointInTime } from "./parts/point-in-time.ts";

/** When it last sent a message. */
export const notifyMapping = pointInTime("notify");
