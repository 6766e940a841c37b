import type { Alert } from "./alert.ts";
import { freezerWarm } from "./alerts/cold/freezer-warm.ts";
import { alarmTriggered } from "./alerts/doors-and-locks/alarm-triggered.ts";
import { doorLeftOpen } from "./alerts/doors-and-locks/door-left-open.ts";
import { doorUnlockedAtNight } from "./alerts/doors-and-locks/door-unlocked-at-night.ts";
import { garageOpenAtNight } from "./alerts/doors-and-locks/garage-open-at-night.ts";
import { lockJammed } from "./alerts/doors-and-locks/lock-jammed.ts";
import { openNobodyHome } from "./alerts/doors-and-locks/open-nobody-home.ts";
import { windowOpenInRain } from "./alerts/doors-and-locks/window-open-in-rain.ts";
import { homeAssistantDown } from "./alerts/home-assistant/home-assistant-down.ts";
import { coverOpenAtNight } from "./alerts/lights-and-covers/cover-open-at-night.ts";
import { lightForgotten } from "./alerts/lights-and-covers/light-forgotten.ts";
import { lightsOnAllNight } from "./alerts/lights-and-covers/lights-on-all-night.ts";
import { lightsOnNobodyHome } from "./alerts/lights-and-covers/lights-on-nobody-home.ts";
import { carbonMonoxideHigh } from "./alerts/water-fire-gas/carbon-monoxide-high.ts";
import { safetySensorSilent } from "./alerts/water-fire-gas/safety-sensor-silent.ts";
import { smokeOrGas } from "./alerts/water-fire-gas/smoke-or-gas.ts";
import { valveOpenTooLong } from "./alerts/water-fire-gas/valve-open-too-long.ts";
import { waterLeak } from "./alerts/water-fire-gas/water-leak.ts";
import { waterRunning } from "./alerts/water-fire-gas/water-running.ts";

/** Every alert, in the order in which people read about them. */
export const catalogue: readonly Alert[] = [
  // lights-and-covers
  lightsOnAllNight,
  lightForgotten,
  lightsOnNobodyHome,
  coverOpenAtNight,
  // doors-and-locks
  doorLeftOpen,
  openNobodyHome,
  garageOpenAtNight,
  doorUnlockedAtNight,
  lockJammed,
  alarmTriggered,
  windowOpenInRain,
  // water-fire-gas
  waterLeak,
  smokeOrGas,
  carbonMonoxideHigh,
  safetySensorSilent,
  waterRunning,
  valveOpenTooLong,
  // cold
  freezerWarm,
  // home-assistant
  homeAssistantDown,
];
