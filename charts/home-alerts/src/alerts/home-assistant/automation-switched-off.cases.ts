import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const leak = { entityId: "automation.shut_water", friendlyName: "Shut the water on a leak", labels: ["critical"] } as const;
const labels = { instance: "home", entity_id: "automation.shut_water" };
const summary = "Shut the water on a leak is switched off, though it is critical";
const offAt0910: Entity["changes"] = [
  ["2026-03-09 09:00", "on"],
  ["2026-03-10 09:10", "off"],
];

export const automationSwitchedOffCases: readonly AlertCase[] = [
  {
    title: "fires after 10 minutes, until it is on again, also when Home Assistant restarts meanwhile",
    ...day,
    houses: [
      {
        ...home({ ...leak, changes: [...offAt0910, ["2026-03-10 09:50", "on"]] }),
        homeAssistantDown: [["2026-03-10 09:15", "2026-03-10 09:18"]],
      },
      cabin({ ...leak, changes: [["2026-03-09 09:00", "on"]] }),
    ],
    firing: [{ from: "2026-03-10 09:20", to: "2026-03-10 09:50", labels, summary }],
  },
  {
    title: "stays quiet when it is on again after 9 minutes",
    ...day,
    houses: [home({ ...leak, changes: [...offAt0910, ["2026-03-10 09:19", "on"]] })],
    firing: [],
  },
  {
    title: "stays quiet for an automation that is not critical, and for a critical one with alerts_off",
    ...day,
    houses: [
      home(
        { ...leak, labels: [], changes: offAt0910 },
        { ...leak, entityId: "automation.b", labels: ["critical", "alerts_off"], changes: offAt0910 },
      ),
    ],
    firing: [],
  },
];
