import { setOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

export const remoteMapping = onOff("remote", [
  setOf("remote", "current_activity", "activity_list", "Whether this activity is running (1) or not (0)."),
]);
