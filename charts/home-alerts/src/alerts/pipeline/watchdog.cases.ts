import type { AlertCase } from "../../testing/alert-case.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 09:20" } as const;

export const watchdogCases: readonly AlertCase[] = [
  {
    title: "fires all the time, also when no house sends anything",
    ...day,
    houses: [{ instance: "home", zone: "Europe/Berlin", entities: [], bridgeAway: [["2026-03-10 08:00", "2026-03-10 10:00"]] }],
    firing: [{ ...day, labels: {}, summary: "Alerts are evaluated and delivered" }],
  },
];
