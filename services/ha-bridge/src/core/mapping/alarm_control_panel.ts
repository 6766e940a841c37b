import { closedSet } from "./parts/closed-set.ts";

export const alarmControlPanelMapping = closedSet("alarm_control_panel", {
  states: [
    "disarmed",
    "armed_home",
    "armed_away",
    "armed_night",
    "armed_vacation",
    "armed_custom_bypass",
    "pending",
    "arming",
    "disarming",
    "triggered",
  ],
  atRest: ["disarmed"],
});
