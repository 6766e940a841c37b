import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const summary = "ha-bridge of home sends nothing, so no other alert about this house can fire";

export const bridgeAwayCases: readonly AlertCase[] = [
  {
    title: "fires 10 minutes after the last sample, for the house that it is about",
    ...day,
    houses: [{ ...home(), bridgeAway: [["2026-03-10 09:10", "2026-03-10 09:40"]] }, cabin()],
    firing: [{ from: "2026-03-10 09:19", to: "2026-03-10 09:40", labels: { instance: "home" }, summary }],
  },
  {
    title: "stays quiet when samples come again after 9 minutes",
    ...day,
    houses: [{ ...home(), bridgeAway: [["2026-03-10 09:10", "2026-03-10 09:18"]] }],
    firing: [],
  },
  {
    title: "stays quiet while Home Assistant is down, which is another alert",
    ...day,
    houses: [{ ...home(), homeAssistantDown: [["2026-03-10 09:10", "2026-03-10 09:50"]] }],
    firing: [],
  },
  {
    title: "forgets a house that was given up a day ago",
    from: "2026-03-10 09:00",
    to: "2026-03-11 09:30",
    houses: [cabin(), { ...home(), bridgeAway: [["2026-03-10 14:10", "2026-03-20 00:00"]] }],
    firing: [{ from: "2026-03-10 09:19", to: "2026-03-11 09:09", labels: { instance: "home" }, summary }],
  },
];
