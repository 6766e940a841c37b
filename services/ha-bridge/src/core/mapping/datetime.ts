import { pointInTime } from "./parts/point-in-time.ts";

export const datetimeMapping = pointInTime("datetime");
