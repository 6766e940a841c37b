import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;

export const homeAssistantNotRunningCases: readonly AlertCase[] = [
  {
    title: "fires after 15 minutes of starting, for the house that it is about",
    ...day,
    houses: [{ ...home(), homeAssistantStarting: [["2026-03-10 09:10", "2026-03-10 09:40"]] }, cabin()],
    firing: [
      {
        from: "2026-03-10 09:25",
        to: "2026-03-10 09:40",
        labels: { instance: "home" },
        summary: "Home Assistant of home answers, but does not finish its start",
      },
    ],
  },
  {
    title: "stays quiet for a start of 14 minutes",
    ...day,
    houses: [{ ...home(), homeAssistantStarting: [["2026-03-10 09:10", "2026-03-10 09:24"]] }],
    firing: [],
  },
  {
    title: "stays quiet while Home Assistant is down, which is another alert",
    ...day,
    houses: [{ ...home(), homeAssistantDown: [["2026-03-10 09:10", "2026-03-10 09:50"]] }],
    firing: [],
  },
];
