import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const core = { entityId: "update.core", friendlyName: "Home Assistant Core" } as const;
const labels = { instance: "home", entity_id: "update.core" };

export const updateWaitingCases: readonly AlertCase[] = [
  {
    title: "fires after 7 days, until it is installed",
    ...day,
    houses: [
      home({
        ...core,
        changes: [
          ["2026-03-03 09:30", "on"],
          ["2026-03-10 09:50", "off"],
        ],
      }),
      cabin({ ...core, changes: [["2026-03-09 09:00", "on"]] }),
    ],
    firing: [
      { from: "2026-03-10 09:30", to: "2026-03-10 09:50", labels, summary: "Home Assistant Core has had an update waiting since Tue 3 Mar 09:30" },
    ],
  },
  {
    title: "stays quiet for an update that is a minute younger",
    ...day,
    houses: [home({ ...core, changes: [["2026-03-03 10:00", "on"]] })],
    firing: [],
  },
  {
    title: "stays quiet for a switch that has been on as long, and for what has the label alerts_off",
    ...day,
    houses: [
      home(
        { entityId: "switch.pump", changes: [["2026-03-01 09:00", "on"]] },
        { ...core, labels: ["alerts_off"], changes: [["2026-03-01 09:00", "on"]] },
      ),
    ],
    firing: [],
  },
];
