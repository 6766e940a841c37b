import { expect, test } from "vitest";
import { alertIds, titleOf } from "./alert-ids.ts";

test.each([
  ["LightsOnAllNight", "lights_on_all_night", "Lights on all night"],
  ["Co2High", "co2_high", "Co2 high"],
  ["HVACRunningWindowOpen", "hvac_running_window_open", "Hvac running window open"],
  ["BatteryRunsOut7d", "battery_runs_out7d", "Battery runs out7d"],
  ["Disk  full (NAS)!", "disk_full_nas", "Disk full nas"],
])("%s is %s", (name, id, title) => {
  expect(alertIds([name]).get(name)).toBe(id);
  expect(titleOf(name)).toBe(title);
});

test("two names that give one id get two, and the first keeps it", () => {
  const ids = alertIds(["DiskFull", "Disk full"]);
  expect(ids.get("DiskFull")).toBe("disk_full");
  expect(ids.get("Disk full")).toMatch(/^disk_full_[0-9a-f]{8}$/);
});

test.each(["温度が高い", "!!!", "x".repeat(200), `${"x".repeat(63)} y`, "DoorSilence", "SayNever"])(
  "%s gets an id that Home Assistant takes and that is like no button's",
  (name) => {
    const id = alertIds([name]).get(name) ?? "";
    expect(id).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
    expect(id.length).toBeLessThan(80);
    expect(id).not.toMatch(/_(silence|never)$/);
  },
);
