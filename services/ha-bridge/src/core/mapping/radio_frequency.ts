import { pointInTime } from "./parts/point-in-time.ts";

/** When it last sent or received a command. */
export const radioFrequencyMapping = pointInTime("radio_frequency");
