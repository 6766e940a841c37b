import { pointInTime } from "./parts/point-in-time.ts";

/** When it was last activated. */
export const sceneMapping = pointInTime("scene");
