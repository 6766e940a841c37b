import { pointInTime } from "./parts/point-in-time.ts";

/** When it was last asked. */
export const aiTaskMapping = pointInTime("ai_task");
