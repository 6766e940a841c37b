import { batteryEmptyCases } from "../alerts/batteries/battery-empty.cases.ts";
import { batteryLowCases } from "../alerts/batteries/battery-low.cases.ts";
import { batteryRunsOutCases } from "../alerts/batteries/battery-runs-out.cases.ts";
import { certificateDnsBrokenCases } from "../alerts/certificates/certificate-dns-broken.cases.ts";
import { certificateExpiresCases } from "../alerts/certificates/certificate-expires.cases.ts";
import { certificateIssueFailingCases } from "../alerts/certificates/certificate-issue-failing.cases.ts";
import { certificateNotDeployedCases } from "../alerts/certificates/certificate-not-deployed.cases.ts";
import { certificateTargetLockedCases } from "../alerts/certificates/certificate-target-locked.cases.ts";
import { freezerWarmCases } from "../alerts/cold/freezer-warm.cases.ts";
import { deviceSilentCases } from "../alerts/devices/device-silent.cases.ts";
import { deviceUnavailableCases } from "../alerts/devices/device-unavailable.cases.ts";
import { sensorStuckCases } from "../alerts/devices/sensor-stuck.cases.ts";
import { doorLeftOpenCases } from "../alerts/doors-and-locks/door-left-open.cases.ts";
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
import { lightsOnAllNightCases } from "../alerts/lights-and-covers/lights-on-all-night.cases.ts";
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
import type { AlertCase } from "./alert-case.ts";

/** The cases of every alert, by its name. */
export const casesOf: Readonly<Record<string, readonly AlertCase[]>> = {
  // lights-and-covers
  LightsOnAllNight: lightsOnAllNightCases,
  // doors-and-locks
  DoorLeftOpen: doorLeftOpenCases,
  // cold
  FreezerWarm: freezerWarmCases,
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
