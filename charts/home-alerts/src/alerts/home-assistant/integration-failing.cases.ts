import type { AlertCase, House, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home, withSeries } from "../../testing/houses.ts";
import type { LocalTime } from "../../testing/local-time.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:30" } as const;
const labels = { instance: "home", entry_id: "e1", integration: "hue" };
const summary = "The integration hue (Bridge upstairs) of home does not work";

const STATES = ["loaded", "setup_in_progress", "setup_retry", "setup_error", "migration_error", "not_loaded", "failed_unload"];

export const integrationFailingCases: readonly AlertCase[] = [
  {
    title: "fires after 30 minutes, until it is loaded, and names the house that it is about",
    ...day,
    houses: [
      hueIn(home(), ["2026-03-10 08:00", "loaded"], ["2026-03-10 09:10", "setup_error"], ["2026-03-10 10:10", "loaded"]),
      hueIn(cabin(), ["2026-03-10 01:00", "loaded"]),
    ],
    firing: [{ from: "2026-03-10 09:40", to: "2026-03-10 10:10", labels, summary }],
  },
  {
    title: "goes on while Home Assistant tries again, and through a restart that does not help",
    ...day,
    houses: [
      {
        ...hueIn(
          home(),
          ["2026-03-10 09:00", "setup_retry"],
          ["2026-03-10 09:20", "setup_in_progress"],
          ["2026-03-10 09:22", "setup_retry"],
          ["2026-03-10 09:50", "setup_in_progress"],
          ["2026-03-10 09:52", "setup_retry"],
        ),
        homeAssistantDown: [["2026-03-10 10:00", "2026-03-10 10:04"]],
      },
    ],
    firing: [{ from: "2026-03-10 09:30", to: "2026-03-10 10:30", labels, summary }],
  },
  {
    title: "stays quiet for an integration that recovers in the thirtieth minute",
    ...day,
    houses: [hueIn(home(), ["2026-03-10 08:00", "loaded"], ["2026-03-10 09:10", "setup_retry"], ["2026-03-10 09:39", "loaded"])],
    firing: [],
  },
  {
    title: "stays quiet for an integration that is not wanted at the moment",
    ...day,
    houses: [hueIn(home(), ["2026-03-10 08:00", "loaded"], ["2026-03-10 09:10", "not_loaded"])],
    firing: [],
  },
  {
    title: "lets go when Home Assistant is down for longer",
    ...day,
    houses: [{ ...hueIn(home(), ["2026-03-10 08:00", "setup_error"]), homeAssistantDown: [["2026-03-10 09:40", "2026-03-10 10:30"]] }],
    firing: [{ from: "2026-03-10 09:30", to: "2026-03-10 09:54", labels, summary }],
  },
];

function hueIn(house: House, ...changes: readonly (readonly [LocalTime, string])[]): House {
  const entry = { entry_id: "e1", integration: "hue" };
  const state = (member: string): OtherSeries => ({
    name: "ha_config_entry_state",
    labels: { ...entry, state: member },
    changes: changes.map(([at, now]) => [at, now === member ? 1 : 0]),
    endsWithHomeAssistant: true,
  });
  const info = { name: "ha_config_entry_info", labels: { ...entry, title: "Bridge upstairs" }, changes: [["2026-03-01 00:00", 1]] as const };
  return withSeries(house, ...STATES.map(state), info);
}
