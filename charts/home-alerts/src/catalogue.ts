import type { Alert } from "./alert.ts";
import { freezerWarm } from "./alerts/cold/freezer-warm.ts";
import { doorLeftOpen } from "./alerts/doors-and-locks/door-left-open.ts";
import { homeAssistantDown } from "./alerts/home-assistant/home-assistant-down.ts";
import { lightsOnAllNight } from "./alerts/lights-and-covers/lights-on-all-night.ts";

/** Every alert, in the order in which people read about them. */
export const catalogue: readonly Alert[] = [
  // lights-and-covers
  lightsOnAllNight,
  // doors-and-locks
  doorLeftOpen,
  // cold
  freezerWarm,
  // home-assistant
  homeAssistantDown,
];
