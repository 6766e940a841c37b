import type { Alert } from "../../alert.ts";
import { since, UNLESS_NEW_AFTER_START } from "../../parts/since.ts";
import { localTimeOrDay, nameAndArea } from "../../parts/summary.ts";

/** The value is since when it waits. */
export const updateWaiting = {
  name: "UpdateWaiting",
  group: "home-assistant",
  severity: "info",
  onByDefault: false,
  parameters: { longerThan: { kind: "duration", default: "7d", help: "how long an update may wait" } },
  expr: `${since('domain="update"<<where>>', "<= time() - <<longerThan:seconds>>")}${UNLESS_NEW_AFTER_START}<<scope>>`,
  summary: `${nameAndArea} has had an update waiting since ${localTimeOrDay("$value")}`,
  whatToDo: "Read what is new and install it, or skip this version in Home Assistant. What shall never be told gets the label alerts_off.",
  meaning: "An update entity has been on for a week. A still newer version in between does not begin a new week.",
  cause: "Nobody looked.",
} satisfies Alert;
