import { carbonDioxideHighCases } from "../alerts/air/carbon-dioxide-high.cases.ts";
import { particlesHighCases } from "../alerts/air/particles-high.cases.ts";
import { radonHighCases } from "../alerts/air/radon-high.cases.ts";
import { batteryEmptyCases } from "../alerts/batteries/battery-empty.cases.ts";
import { batteryLowCases } from "../alerts/batteries/battery-low.cases.ts";
import { batteryRunsOutCases } from "../alerts/batteries/battery-runs-out.cases.ts";
import { certificateDnsBrokenCases } from "../alerts/certificates/certificate-dns-broken.cases.ts";
import { certificateExpiresCases } from "../alerts/certificates/certificate-expires.cases.ts";
import { certificateIssueFailingCases } from "../alerts/certificates/certificate-issue-failing.cases.ts";
import { certificateNotDeployedCases } from "../alerts/certificates/certificate-not-deployed.cases.ts";
import { certificateTargetLockedCases } from "../alerts/certificates/certificate-target-locked.cases.ts";
import { heatingWindowOpenCases } from "../alerts/climate/heating-window-open.cases.ts";
import { humidityHighCases } from "../alerts/climate/humidity-high.cases.ts";
import { mouldRiskCases } from "../alerts/climate/mould-risk.cases.ts";
import { pipesMayFreezeCases } from "../alerts/climate/pipes-may-freeze.cases.ts";
import { roomTooColdCases } from "../alerts/climate/room-too-cold.cases.ts";
import { roomTooWarmCases } from "../alerts/climate/room-too-warm.cases.ts";
import { freezerWarmCases } from "../alerts/cold/freezer-warm.cases.ts";
import { fridgeWarmCases } from "../alerts/cold/fridge-warm.cases.ts";
import { deviceSilentCases } from "../alerts/devices/device-silent.cases.ts";
import { deviceUnavailableCases } from "../alerts/devices/device-unavailable.cases.ts";
import { sensorStuckCases } from "../alerts/devices/sensor-stuck.cases.ts";
import { alarmTriggeredCases } from "../alerts/doors-and-locks/alarm-triggered.cases.ts";
import { doorLeftOpenCases } from "../alerts/doors-and-locks/door-left-open.cases.ts";
import { doorUnlockedAtNightCases } from "../alerts/doors-and-locks/door-unlocked-at-night.cases.ts";
import { garageOpenAtNightCases } from "../alerts/doors-and-locks/garage-open-at-night.cases.ts";
import { lockJammedCases } from "../alerts/doors-and-locks/lock-jammed.cases.ts";
import { openNobodyHomeCases } from "../alerts/doors-and-locks/open-nobody-home.cases.ts";
import { windowOpenInRainCases } from "../alerts/doors-and-locks/window-open-in-rain.cases.ts";
import { applianceLeftOnCases } from "../alerts/energy/appliance-left-on.cases.ts";
import { powerSpikeCases } from "../alerts/energy/power-spike.cases.ts";
import { printerHotIdleCases } from "../alerts/energy/printer-hot-idle.cases.ts";
import { solarLowCases } from "../alerts/energy/solar-low.cases.ts";
import { upsOnBatteryCases } from "../alerts/energy/ups-on-battery.cases.ts";
import { upsRuntimeLowCases } from "../alerts/energy/ups-runtime-low.cases.ts";
import { vacuumStuckCases } from "../alerts/energy/vacuum-stuck.cases.ts";
import { washerFinishedCases } from "../alerts/energy/washer-finished.cases.ts";
import { automationFailingCases } from "../alerts/home-assistant/automation-failing.cases.ts";
import { automationSwitchedOffCases } from "../alerts/home-assistant/automation-switched-off.cases.ts";
import { backupTooOldCases } from "../alerts/home-assistant/backup-too-old.cases.ts";
import { homeAssistantDownCases } from "../alerts/home-assistant/home-assistant-down.cases.ts";
import { homeAssistantNotRunningCases } from "../alerts/home-assistant/home-assistant-not-running.cases.ts";
import { integrationFailingCases } from "../alerts/home-assistant/integration-failing.cases.ts";
import { logErrorsCases } from "../alerts/home-assistant/log-errors.cases.ts";
import { recorderBehindCases } from "../alerts/home-assistant/recorder-behind.cases.ts";
import { repairsOpenCases } from "../alerts/home-assistant/repairs-open.cases.ts";
import { updateWaitingCases } from "../alerts/home-assistant/update-waiting.cases.ts";
import { coverOpenAtNightCases } from "../alerts/lights-and-covers/cover-open-at-night.cases.ts";
import { lightForgottenCases } from "../alerts/lights-and-covers/light-forgotten.cases.ts";
import { lightsOnAllNightCases } from "../alerts/lights-and-covers/lights-on-all-night.cases.ts";
import { lightsOnNobodyHomeCases } from "../alerts/lights-and-covers/lights-on-nobody-home.cases.ts";
import { infrastructureDriftCases } from "../alerts/maintenance/infrastructure-drift.cases.ts";
import { maintenanceFailedCases } from "../alerts/maintenance/maintenance-failed.cases.ts";
import { maintenanceStuckCases } from "../alerts/maintenance/maintenance-stuck.cases.ts";
import { maintenanceWaitsCases } from "../alerts/maintenance/maintenance-waits.cases.ts";
import { nodeCordonedCases } from "../alerts/maintenance/node-cordoned.cases.ts";
import { nodeOutdatedCases } from "../alerts/maintenance/node-outdated.cases.ts";
import { bridgeAwayCases } from "../alerts/pipeline/bridge-away.cases.ts";
import { bridgeBehindCases } from "../alerts/pipeline/bridge-behind.cases.ts";
import { bridgeSeriesManyCases } from "../alerts/pipeline/bridge-series-many.cases.ts";
import { samplesDiscardedCases } from "../alerts/pipeline/samples-discarded.cases.ts";
import { samplesLostCases } from "../alerts/pipeline/samples-lost.cases.ts";
import { watchdogCases } from "../alerts/pipeline/watchdog.cases.ts";
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
  // energy
  ApplianceLeftOn: applianceLeftOnCases,
  WasherFinished: washerFinishedCases,
  PowerSpike: powerSpikeCases,
  UpsOnBattery: upsOnBatteryCases,
  UpsRuntimeLow: upsRuntimeLowCases,
  SolarLow: solarLowCases,
  PrinterHotIdle: printerHotIdleCases,
  VacuumStuck: vacuumStuckCases,
  // batteries
  BatteryLow: batteryLowCases,
  BatteryEmpty: batteryEmptyCases,
  BatteryRunsOut: batteryRunsOutCases,
  // devices
  DeviceUnavailable: deviceUnavailableCases,
  DeviceSilent: deviceSilentCases,
  SensorStuck: sensorStuckCases,
  // home-assistant
  HomeAssistantDown: homeAssistantDownCases,
  HomeAssistantNotRunning: homeAssistantNotRunningCases,
  IntegrationFailing: integrationFailingCases,
  UpdateWaiting: updateWaitingCases,
  BackupTooOld: backupTooOldCases,
  RepairsOpen: repairsOpenCases,
  RecorderBehind: recorderBehindCases,
  AutomationFailing: automationFailingCases,
  AutomationSwitchedOff: automationSwitchedOffCases,
  LogErrors: logErrorsCases,
  // certificates
  CertificateExpires: certificateExpiresCases,
  CertificateNotDeployed: certificateNotDeployedCases,
  CertificateTargetLocked: certificateTargetLockedCases,
  CertificateIssueFailing: certificateIssueFailingCases,
  CertificateDnsBroken: certificateDnsBrokenCases,
  // maintenance
  MaintenanceFailed: maintenanceFailedCases,
  MaintenanceWaits: maintenanceWaitsCases,
  MaintenanceStuck: maintenanceStuckCases,
  InfrastructureDrift: infrastructureDriftCases,
  NodeOutdated: nodeOutdatedCases,
  NodeCordoned: nodeCordonedCases,
  // pipeline
  Watchdog: watchdogCases,
  BridgeAway: bridgeAwayCases,
  BridgeBehind: bridgeBehindCases,
  SamplesLost: samplesLostCases,
  SamplesDiscarded: samplesDiscardedCases,
  BridgeSeriesMany: bridgeSeriesManyCases,
};
