import { freezerWarmCases } from "../alerts/cold/freezer-warm.cases.ts";
import { doorLeftOpenCases } from "../alerts/doors-and-locks/door-left-open.cases.ts";
import { homeAssistantDownCases } from "../alerts/home-assistant/home-assistant-down.cases.ts";
import { lightsOnAllNightCases } from "../alerts/lights-and-covers/lights-on-all-night.cases.ts";
import type { AlertCase } from "./alert-case.ts";

/** The cases of every alert, by its name. */
export const casesOf: Readonly<Record<string, readonly AlertCase[]>> = {
  // lights-and-covers
  LightsOnAllNight: lightsOnAllNightCases,
  // doors-and-locks
  DoorLeftOpen: doorLeftOpenCases,
  // cold
  FreezerWarm: freezerWarmCases,
  // home-assistant
  HomeAssistantDown: homeAssistantDownCases,
};
