import { pointInTime } from "./parts/point-in-time.ts";

/** A date is the midnight with which it begins in the house. */
export const dateMapping = pointInTime("date");
