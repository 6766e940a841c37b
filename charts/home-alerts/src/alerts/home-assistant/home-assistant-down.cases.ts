import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;

export const homeAssistantDownCases: readonly AlertCase[] = [
  {
    title: "fires after 5 minutes, for the house that it is about",
    ...day,
    houses: [{ ...home(), homeAssistantDown: [["2026-03-10 09:10", "2026-03-10 09:30"]] }, cabin()],
    firing: [{ from: "2026-03-10 09:15", to: "2026-03-10 09:30", labels: { instance: "home" }, summary: "Home Assistant of home does not answer" }],
  },
  {
    title: "stays quiet for a restart of 4 minutes",
    ...day,
    houses: [{ ...home(), homeAssistantDown: [["2026-03-10 09:10", "2026-03-10 09:14"]] }],
    firing: [],
  },
  {
    title: "stays quiet while the bridge is away, which is another alert",
    ...day,
    houses: [{ ...home(), bridgeAway: [["2026-03-10 09:10", "2026-03-10 09:50"]] }],
    firing: [],
  },
];
