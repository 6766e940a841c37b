import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 09:20" } as const;

export const watchdogCases: readonly AlertCase[] = [
  {
    title: "fires all the time and once for all houses, also when one of them sends nothing",
    ...day,
    houses: [{ ...home(), bridgeAway: [["2026-03-10 08:00", "2026-03-10 10:00"]] }, cabin()],
    firing: [{ ...day, labels: {}, summary: "Alerts are evaluated and delivered" }],
  },
];
