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
} satisfies Record<string, Family>;

function house(name: string, help: string, source: string, unit = "", labels: readonly string[] = []): Family {
  return { name, help, unit, kind: "gauge", labels, scope: "house", source };
}
