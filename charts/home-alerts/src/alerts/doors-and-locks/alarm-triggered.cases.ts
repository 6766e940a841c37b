import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const panel = {
  entityId: "alarm_control_panel.house",
  friendlyName: "House alarm",
  shows: { kind: "set", states: ["disarmed", "armed_away", "pending", "triggered"], atRest: ["disarmed"] },
} as const;
const labels = { instance: "home", entity_id: "alarm_control_panel.house" };
const summary = "House alarm is triggered";
const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const triggeredAt0910: Entity["changes"] = [
  ["2026-03-10 08:00", "armed_away"],
  ["2026-03-10 09:09", "pending"],
  ["2026-03-10 09:10", "triggered"],
];

export const alarmTriggeredCases: readonly AlertCase[] = [
  {
    title: "fires at once, and for 10 minutes after it was disarmed",
    ...day,
    houses: [home({ ...panel, changes: [...triggeredAt0910, ["2026-03-10 09:30", "disarmed"]] })],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:41", labels, summary }],
  },
  {
    title: "fires for the house that it is about, in the minute after a start of Home Assistant, with a doubled info",
    ...day,
    houses: [
      { ...home({ ...panel, info: "doubled", changes: triggeredAt0910 }), homeAssistantDown: [["2026-03-10 09:00", "2026-03-10 09:10"]] },
      cabin({ ...panel, changes: [["2026-03-10 01:00", "armed_away"]] }),
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 10:00", labels, summary }],
  },
  {
    title: "goes on when the panel falls silent, for 15 minutes and as long as it goes on anyway",
    ...day,
    houses: [home({ ...panel, changes: [...triggeredAt0910, ["2026-03-10 09:20", "unavailable"]] })],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:44", labels, summary }],
  },
  {
    title: "stays quiet for a panel that is disarmed while it counts down",
    ...day,
    houses: [
      home({
        ...panel,
        changes: [
          ["2026-03-10 08:00", "armed_away"],
          ["2026-03-10 09:09", "pending"],
          ["2026-03-10 09:10", "disarmed"],
        ],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a panel with alerts_off",
    ...day,
    houses: [home({ ...panel, labels: ["alerts_off"], changes: triggeredAt0910 })],
    firing: [],
  },
];
