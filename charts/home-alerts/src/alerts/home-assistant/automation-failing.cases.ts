import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";

const day = { from: "2026-03-10 08:20", to: "2026-03-10 11:00" } as const;
const shutters = { entityId: "automation.shutters", friendlyName: "Shutters at dusk", changes: [["2026-03-01 08:00", "on"]] } as const;
const labels = { instance: "home", entity_id: "automation.shutters" };
const summary = "Shutters at dusk ended with an error";

export const automationFailingCases: readonly AlertCase[] = [
  {
    title: "fires for an hour after a run that failed",
    ...day,
    houses: [
      withSeries(home(shutters), runs("error", ["2026-03-10 08:00", 4], ["2026-03-10 09:30", 5])),
      withSeries(cabin(shutters), runs("error", ["2026-03-10 01:00", 4])),
    ],
    firing: [{ from: "2026-03-10 09:30", to: "2026-03-10 10:29", labels, summary }],
  },
  {
    title: "fires for the first run that ever failed, whose counter was not there before",
    ...day,
    houses: [withSeries(home(shutters), runs("error", ["2026-03-10 09:30", 1]))],
    firing: [{ from: "2026-03-10 09:30", to: "2026-03-10 10:30", labels, summary }],
  },
  {
    title: "stays quiet for runs that end well, or that failed before",
    ...day,
    houses: [withSeries(home(shutters), runs("finished", ["2026-03-10 08:00", { from: 0, perHour: 10 }]), runs("error", ["2026-03-09 08:00", 4]))],
    firing: [],
  },
  {
    title: "stays quiet for an automation with alerts_off, and for one that is left out",
    ...day,
    values: { except: { entities: ["automation.test_*"] } },
    houses: [
      withSeries(
        home({ ...shutters, labels: ["alerts_off"] }, { ...shutters, entityId: "automation.test_1" }),
        runs("error", ["2026-03-10 09:30", 1]),
        { ...runs("error", ["2026-03-10 09:30", 1]), labels: { entity_id: "automation.test_1", outcome: "error" } },
      ),
    ],
    firing: [],
  },
];

function runs(outcome: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "ha_automation_runs_total", labels: { entity_id: "automation.shutters", outcome }, changes };
}
