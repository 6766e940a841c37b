import type { Alert } from "./alert.ts";
import { carbonDioxideHigh } from "./alerts/air/carbon-dioxide-high.ts";
import { particlesHigh } from "./alerts/air/particles-high.ts";
import { radonHigh } from "./alerts/air/radon-high.ts";
import { heatingWindowOpen } from "./alerts/climate/heating-window-open.ts";
import { humidityHigh } from "./alerts/climate/humidity-high.ts";
import { mouldRisk } from "./alerts/climate/mould-risk.ts";
import { pipesMayFreeze } from "./alerts/climate/pipes-may-freeze.ts";
import { roomTooCold } from "./alerts/climate/room-too-cold.ts";
import { roomTooWarm } from "./alerts/climate/room-too-warm.ts";
import { freezerWarm } from "./alerts/cold/freezer-warm.ts";
import { fridgeWarm } from "./alerts/cold/fridge-warm.ts";
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
  // climate
  pipesMayFreeze,
  mouldRisk,
  humidityHigh,
  heatingWindowOpen,
  roomTooCold,
  roomTooWarm,
  // cold
  freezerWarm,
  fridgeWarm,
  // air
  carbonDioxideHigh,
  particlesHigh,
  radonHigh,
  // home-assistant
  homeAssistantDown,
];
