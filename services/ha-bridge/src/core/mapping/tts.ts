import { pointInTime } from "./parts/point-in-time.ts";

/** When it last spoke. */
export const ttsMapping = pointInTime("tts");
