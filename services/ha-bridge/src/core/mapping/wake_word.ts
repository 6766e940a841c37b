import { pointInTime } from "./parts/point-in-time.ts";

/** When it last heard its word. */
export const wakeWordMapping = pointInTime("wake_word");
