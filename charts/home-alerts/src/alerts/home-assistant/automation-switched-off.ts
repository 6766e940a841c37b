import type { Alert } from "../../alert.ts";
import { nowOrLastMeasured } from "../../parts/bridging.ts";
import { nameAndArea } from "../../parts/summary.ts";

export const automationSwitchedOff = {
  name: "AutomationSwitchedOff",
  group: "home-assistant",
  severity: "warning",
  onByDefault: false,
  parameters: {},
  where: { labels: ["critical"] },
  for: "10m",
  expr: `${nowOrLastMeasured('ha_on{domain="automation"<<where>>}')} == 0<<scope>>`,
  summary: `${nameAndArea} is switched off, though it is critical`,
  whatToDo: "Switch the automation on again, or take the label critical away.",
  meaning: "An automation with the Home Assistant label `critical` has been off for 10 minutes.",
  cause: "Somebody switched it off for a moment and forgot it, or another automation did.",
} satisfies Alert;
