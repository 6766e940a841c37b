import { pointInTime } from "./parts/point-in-time.ts";

/** When it was last talked to. */
export const conversationMapping = pointInTime("conversation");
