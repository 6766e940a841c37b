import type { Alert } from "../../alert.ts";

/** Everything about entities is silent by itself then: their series have ended. */
export const homeAssistantDown = {
  name: "HomeAssistantDown",
  group: "home-assistant",
  severity: "critical",
  onByDefault: true,
  parameters: {},
  for: "5m",
  expr: "max by (instance) (ha_up) == 0",
  summary: "Home Assistant of {{ $labels.instance }} does not answer",
  whatToDo: "Look whether its machine runs, and at its log. The bridge connects again by itself and refills what it missed from the recorder.",
  meaning: "The bridge has not reached Home Assistant for 5 minutes. A restart takes less.",
  cause:
    "Home Assistant or its machine is down, the network is cut, an update hangs, or its certificate or the bridge's token is not valid any more.",
} satisfies Alert;
