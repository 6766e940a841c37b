import type { AlertCase } from "../../testing/alert-case.ts";
import { badAirCases } from "../../testing/bad-air-cases.ts";

export const particlesHighCases: readonly AlertCase[] = badAirCases({
  sensor: {
    entityId: "sensor.kitchen",
    friendlyName: "Kitchen air",
    deviceClass: "pm25",
    area: { area: "kitchen", name: "Kitchen" },
    shows: { kind: "number", family: "ha_pm25_ug_per_m3" },
  },
  usual: 8,
  limit: 35,
  bad: 35.55,
  // A frying pan.
  peak: 200,
  firesAt: "2026-01-10 08:39",
  better: { at: "2026-01-10 09:00", value: 0, over: "2026-01-10 09:10" },
  summary: "Kitchen air (Kitchen) has 36 µg/m³ of particles (PM2.5) in the mean of 1h, more than 35 µg/m³",
});
