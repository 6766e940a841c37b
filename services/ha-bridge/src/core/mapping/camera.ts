import { flagOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

export const cameraMapping = closedSet("camera", { states: ["idle", "recording", "streaming"], atRest: ["idle"] }, [
  flagOf("camera", "motion_detection", "Whether the camera looks for motion (1) or not (0)."),
]);
