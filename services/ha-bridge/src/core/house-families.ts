import type { Family } from "./family.ts";

/** Families of the house as a whole: its areas, its windows of time, Home Assistant itself. */
export const houseFamilies = {
  areaInfo: house("ha_area_info", "Facts about an area as labels; the value is always 1.", "area and floor registry", "", [
    "area",
    "area_name",
    "floor",
    "floor_name",
  ]),
  areaTemperatureCelsius: house("ha_area_temperature_celsius", "Temperature of the area, in °C.", "the sensor that the area names for it", "Cel", [
    "area",
    "floor",
  ]),
  areaHumidityPercent: house("ha_area_humidity_percent", "Relative humidity of the area, in %.", "the sensor that the area names for it", "%", [
    "area",
    "floor",
  ]),
  windowActive: house(
    "ha_window_active",
    "Whether the window of time is running (1) or not (0).",
    "windows of the config, in the house's time zone",
    "",
    ["window"],
  ),
  windowStartSeconds: house(
    "ha_window_start_seconds",
    "Start of the window that is running, else of the last one, in seconds since the epoch.",
    "windows of the config, in the house's time zone",
    "s",
    ["window"],
  ),
  windowEndSeconds: house(
    "ha_window_end_seconds",
    "End of the window that is running, else of the last one, in seconds since the epoch.",
    "windows of the config, in the house's time zone",
    "s",
    ["window"],
  ),
  utcOffsetSeconds: house("ha_utc_offset_seconds", "How far the house's local time is ahead of UTC, in seconds.", "time zone of Home Assistant", "s"),
  up: house("ha_up", "Whether Home Assistant answers (1) or is down (0).", "connection to Home Assistant"),
  running: house("ha_running", "Whether Home Assistant has finished its start (1) or not (0).", "state of its core"),
  startedSeconds: house("ha_started_seconds", "When Home Assistant finished its last start, in seconds since the epoch.", "event of its start", "s"),
  configEntryState: house(
    "ha_config_entry_state",
    "Whether the config entry of an integration is in this state (1) or not (0).",
    "config entries that are neither disabled nor ignored",
    "",
    ["state", "entry_id", "integration"],
  ),
  configEntryInfo: house(
    "ha_config_entry_info",
    "The title of the config entry, as a label; the value is always 1.",
    "config entries that are neither disabled nor ignored",
    "",
    ["entry_id", "title", "integration"],
  ),
  repairIssues: house("ha_repair_issues", "Repair issues that wait for somebody, without those that were ignored.", "repairs", "", ["severity"]),
  recorderBacklog: house("ha_recorder_backlog", "Events that the recorder has not written yet.", "recorder"),
  backupLastSuccessSeconds: house(
    "ha_backup_last_success_seconds",
    "When the newest backup of this Home Assistant that reached all its places was made, in seconds since the epoch; absent when there is none.",
    "backups, which only an administrator's token may read",
    "s",
  ),
  integrationSetupSeconds: house(
    "ha_integration_setup_seconds",
    "How long the integration took to set up at the last start, in seconds.",
    "set-up times",
    "s",
    ["integration"],
  ),
  logRecordsTotal: {
    ...house(
      "ha_log_records_total",
      "Warnings and errors that Home Assistant logged since the bridge started, by level and logger; beyond 200 loggers they count as other.",
      "system log, which only an administrator's token may read",
      "",
      ["logger", "level"],
    ),
    kind: "counter",
  },
} satisfies Record<string, Family>;

function house(name: string, help: string, source: string, unit = "", labels: readonly string[] = []): Family {
  return { name, help, unit, kind: "gauge", labels, scope: "house", source };
}
