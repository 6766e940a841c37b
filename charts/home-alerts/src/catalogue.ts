import type { Alert } from "./alert.ts";
import { carbonDioxideHigh } from "./alerts/air/carbon-dioxide-high.ts";
import { particlesHigh } from "./alerts/air/particles-high.ts";
import { radonHigh } from "./alerts/air/radon-high.ts";
import { batteryEmpty } from "./alerts/batteries/battery-empty.ts";
import { batteryLow } from "./alerts/batteries/battery-low.ts";
import { batteryRunsOut } from "./alerts/batteries/battery-runs-out.ts";
import { certificateDnsBroken } from "./alerts/certificates/certificate-dns-broken.ts";
import { certificateExpires } from "./alerts/certificates/certificate-expires.ts";
import { certificateIssueFailing } from "./alerts/certificates/certificate-issue-failing.ts";
import { certificateNotDeployed } from "./alerts/certificates/certificate-not-deployed.ts";
import { certificateTargetLocked } from "./alerts/certificates/certificate-target-locked.ts";
import { heatingWindowOpen } from "./alerts/climate/heating-window-open.ts";
import { humidityHigh } from "./alerts/climate/humidity-high.ts";
import { mouldRisk } from "./alerts/climate/mould-risk.ts";
import { pipesMayFreeze } from "./alerts/climate/pipes-may-freeze.ts";
import { roomTooCold } from "./alerts/climate/room-too-cold.ts";
import { roomTooWarm } from "./alerts/climate/room-too-warm.ts";
import { freezerWarm } from "./alerts/cold/freezer-warm.ts";
import { fridgeWarm } from "./alerts/cold/fridge-warm.ts";
import { deviceSilent } from "./alerts/devices/device-silent.ts";
import { deviceUnavailable } from "./alerts/devices/device-unavailable.ts";
import { sensorStuck } from "./alerts/devices/sensor-stuck.ts";
import { alarmTriggered } from "./alerts/doors-and-locks/alarm-triggered.ts";
import { doorLeftOpen } from "./alerts/doors-and-locks/door-left-open.ts";
import { doorUnlockedAtNight } from "./alerts/doors-and-locks/door-unlocked-at-night.ts";
import { garageOpenAtNight } from "./alerts/doors-and-locks/garage-open-at-night.ts";
import { lockJammed } from "./alerts/doors-and-locks/lock-jammed.ts";
import { openNobodyHome } from "./alerts/doors-and-locks/open-nobody-home.ts";
import { windowOpenInRain } from "./alerts/doors-and-locks/window-open-in-rain.ts";
import { applianceLeftOn } from "./alerts/energy/appliance-left-on.ts";
import { powerSpike } from "./alerts/energy/power-spike.ts";
import { printerHotIdle } from "./alerts/energy/printer-hot-idle.ts";
import { solarLow } from "./alerts/energy/solar-low.ts";
import { upsOnBattery } from "./alerts/energy/ups-on-battery.ts";
import { upsRuntimeLow } from "./alerts/energy/ups-runtime-low.ts";
import { vacuumStuck } from "./alerts/energy/vacuum-stuck.ts";
import { washerFinished } from "./alerts/energy/washer-finished.ts";
import { automationFailing } from "./alerts/home-assistant/automation-failing.ts";
import { automationSwitchedOff } from "./alerts/home-assistant/automation-switched-off.ts";
import { backupTooOld } from "./alerts/home-assistant/backup-too-old.ts";
import { homeAssistantDown } from "./alerts/home-assistant/home-assistant-down.ts";
import { homeAssistantNotRunning } from "./alerts/home-assistant/home-assistant-not-running.ts";
import { integrationFailing } from "./alerts/home-assistant/integration-failing.ts";
import { logErrors } from "./alerts/home-assistant/log-errors.ts";
import { recorderBehind } from "./alerts/home-assistant/recorder-behind.ts";
import { repairsOpen } from "./alerts/home-assistant/repairs-open.ts";
import { updateWaiting } from "./alerts/home-assistant/update-waiting.ts";
import { coverOpenAtNight } from "./alerts/lights-and-covers/cover-open-at-night.ts";
import { lightForgotten } from "./alerts/lights-and-covers/light-forgotten.ts";
import { lightsOnAllNight } from "./alerts/lights-and-covers/lights-on-all-night.ts";
import { lightsOnNobodyHome } from "./alerts/lights-and-covers/lights-on-nobody-home.ts";
import { infrastructureDrift } from "./alerts/maintenance/infrastructure-drift.ts";
import { maintenanceFailed } from "./alerts/maintenance/maintenance-failed.ts";
import { maintenanceStuck } from "./alerts/maintenance/maintenance-stuck.ts";
import { maintenanceWaits } from "./alerts/maintenance/maintenance-waits.ts";
import { nodeCordoned } from "./alerts/maintenance/node-cordoned.ts";
import { nodeOutdated } from "./alerts/maintenance/node-outdated.ts";
import { bridgeAway } from "./alerts/pipeline/bridge-away.ts";
import { bridgeBehind } from "./alerts/pipeline/bridge-behind.ts";
import { bridgeSeriesMany } from "./alerts/pipeline/bridge-series-many.ts";
import { samplesDiscarded } from "./alerts/pipeline/samples-discarded.ts";
import { samplesLost } from "./alerts/pipeline/samples-lost.ts";
import { watchdog } from "./alerts/pipeline/watchdog.ts";
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
  // energy
  applianceLeftOn,
  washerFinished,
  powerSpike,
  upsOnBattery,
  upsRuntimeLow,
  solarLow,
  printerHotIdle,
  vacuumStuck,
  // batteries
  batteryLow,
  batteryEmpty,
  batteryRunsOut,
  // devices
  deviceUnavailable,
  deviceSilent,
  sensorStuck,
  // home-assistant
  homeAssistantDown,
  homeAssistantNotRunning,
  integrationFailing,
  updateWaiting,
  backupTooOld,
  repairsOpen,
  recorderBehind,
  automationFailing,
  automationSwitchedOff,
  logErrors,
  // certificates
  certificateExpires,
  certificateNotDeployed,
  certificateTargetLocked,
  certificateIssueFailing,
  certificateDnsBroken,
  // maintenance
  maintenanceFailed,
  maintenanceWaits,
  maintenanceStuck,
  infrastructureDrift,
  nodeOutdated,
  nodeCordoned,
  // pipeline
  watchdog,
  bridgeAway,
  bridgeBehind,
  samplesLost,
  samplesDiscarded,
  bridgeSeriesMany,
];
