import { pointInTime } from "./parts/point-in-time.ts";

/** When it last listened. */
export const sttMapping = pointInTime("stt");
