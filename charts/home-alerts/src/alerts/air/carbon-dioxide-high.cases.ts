import type { AlertCase } from "../../testing/alert-case.ts";
import { badAirCases } from "../../testing/bad-air-cases.ts";

export const carbonDioxideHighCases: readonly AlertCase[] = badAirCases({
  sensor: {
    entityId: "sensor.bedroom",
    friendlyName: "Bedroom air",
    deviceClass: "carbon_dioxide",
    area: { area: "bedroom", name: "Bedroom" },
    shows: { kind: "number", family: "ha_carbon_dioxide_ppm" },
  },
  usual: 600,
  limit: 1400,
  bad: 1450,
  peak: 2000,
  firesAt: "2026-01-10 08:09",
  better: { at: "2026-01-10 08:40", value: 5, over: "2026-01-10 08:50" },
  summary: "Bedroom air (Bedroom) has 1450 ppm of carbon dioxide in the mean of 15m, more than 1400 ppm",
});
