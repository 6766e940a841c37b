import { carbonDioxideHighCases } from "../alerts/air/carbon-dioxide-high.cases.ts";
import { particlesHighCases } from "../alerts/air/particles-high.cases.ts";
import { radonHighCases } from "../alerts/air/radon-high.cases.ts";
import { heatingWindowOpenCases } from "../alerts/climate/heating-window-open.cases.ts";
import { humidityHighCases } from "../alerts/climate/humidity-high.cases.ts";
import { mouldRiskCases } from "../alerts/climate/mould-risk.cases.ts";
import { pipesMayFreezeCases } from "../alerts/climate/pipes-may-freeze.cases.ts";
import { roomTooColdCases } from "../alerts/climate/room-too-cold.cases.ts";
import { roomTooWarmCases } from "../alerts/climate/room-too-warm.cases.ts";
import { freezerWarmCases } from "../alerts/cold/freezer-warm.cases.ts";
import { fridgeWarmCases } from "../alerts/cold/fridge-warm.cases.ts";
import { alarmTriggeredCases } from "../alerts/doors-and-locks/alarm-triggered.cases.ts";
import { doorLeftOpenCases } from "../alerts/doors-and-locks/door-left-open.cases.ts";
import { doorUnlockedAtNightCases } from "../alerts/doors-and-locks/door-unlocked-at-night.cases.ts";
import { garageOpenAtNightCases } from "../alerts/doors-and-locks/garage-open-at-night.cases.ts";
import { lockJammedCases } from "../alerts/doors-and-locks/lock-jammed.cases.ts";
import { openNobodyHomeCases } from "../alerts/doors-and-locks/open-nobody-home.cases.ts";
import { windowOpenInRainCases } from "../alerts/doors-and-locks/window-open-in-rain.cases.ts";
import { homeAssistantDownCases } from "../alerts/home-assistant/home-assistant-down.cases.ts";
import { coverOpenAtNightCases } from "../alerts/lights-and-covers/cover-open-at-night.cases.ts";
import { lightForgottenCases } from "../alerts/lights-and-covers/light-forgotten.cases.ts";
import { lightsOnAllNightCases } from "../alerts/lights-and-covers/lights-on-all-night.cases.ts";
import { lightsOnNobodyHomeCases } from "../alerts/lights-and-covers/lights-on-nobody-home.cases.ts";
import { carbonMonoxideHighCases } from "../alerts/water-fire-gas/carbon-monoxide-high.cases.ts";
import { safetySensorSilentCases } from "../alerts/water-fire-gas/safety-sensor-silent.cases.ts";
import { smokeOrGasCases } from "../alerts/water-fire-gas/smoke-or-gas.cases.ts";
import { valveOpenTooLongCases } from "../alerts/water-fire-gas/valve-open-too-long.cases.ts";
import { waterLeakCases } from "../alerts/water-fire-gas/water-leak.cases.ts";
import { waterRunningCases } from "../alerts/water-fire-gas/water-running.cases.ts";
import type { AlertCase } from "./alert-case.ts";

/** The cases of every alert, by its name. */
export const casesOf: Readonly<Record<string, readonly AlertCase[]>> = {
  // lights-and-covers
  LightsOnAllNight: lightsOnAllNightCases,
  LightForgotten: lightForgottenCases,
  LightsOnNobodyHome: lightsOnNobodyHomeCases,
  CoverOpenAtNight: coverOpenAtNightCases,
  // doors-and-locks
  DoorLeftOpen: doorLeftOpenCases,
  OpenNobodyHome: openNobodyHomeCases,
  GarageOpenAtNight: garageOpenAtNightCases,
  DoorUnlockedAtNight: doorUnlockedAtNightCases,
  LockJammed: lockJammedCases,
  AlarmTriggered: alarmTriggeredCases,
  WindowOpenInRain: windowOpenInRainCases,
  // water-fire-gas
  WaterLeak: waterLeakCases,
  SmokeOrGas: smokeOrGasCases,
  CarbonMonoxideHigh: carbonMonoxideHighCases,
  SafetySensorSilent: safetySensorSilentCases,
  WaterRunning: waterRunningCases,
  ValveOpenTooLong: valveOpenTooLongCases,
  // climate
  PipesMayFreeze: pipesMayFreezeCases,
  MouldRisk: mouldRiskCases,
  HumidityHigh: humidityHighCases,
  HeatingWindowOpen: heatingWindowOpenCases,
  RoomTooCold: roomTooColdCases,
  RoomTooWarm: roomTooWarmCases,
  // cold
  FreezerWarm: freezerWarmCases,
  FridgeWarm: fridgeWarmCases,
  // air
  CarbonDioxideHigh: carbonDioxideHighCases,
  ParticlesHigh: particlesHighCases,
  RadonHigh: radonHighCases,
  // home-assistant
  HomeAssistantDown: homeAssistantDownCases,
};
