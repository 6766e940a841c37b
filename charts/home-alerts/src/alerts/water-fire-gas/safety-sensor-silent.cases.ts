import type { AlertCase, Entity, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const sensor = {
  entityId: "binary_sensor.washing_machine",
  deviceClass: "moisture",
  friendlyName: "Leak sensor",
  area: { area: "laundry", name: "Laundry" },
  facts: { config_entry: "01ZIGBEE" },
};
const labels = { instance: "home", entity_id: "binary_sensor.washing_machine", area: "laundry" };
const summary = "Leak sensor (Laundry) has been silent since 09:10 and would not warn";
const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:30" } as const;
const silentSince0910: Entity["changes"] = [
  ["2026-03-10 08:00", "off"],
  ["2026-03-10 09:10", "unavailable"],
];

/** The config entry of the sensor's integration, from 09:05 on in that state. */
function integration(stateFrom0905: "loaded" | "setup_retry"): OtherSeries[] {
  return ["loaded", "setup_retry"].map((state) => ({
    name: "ha_config_entry_state",
    labels: { entry_id: "01ZIGBEE", integration: "zha", state },
    endsWithHomeAssistant: true,
    changes: [
      ["2026-03-10 08:00", state === "loaded" ? 1 : 0],
      ["2026-03-10 09:05", state === stateFrom0905 ? 1 : 0],
    ],
  }));
}

export const safetySensorSilentCases: readonly AlertCase[] = [
  {
    title: "fires after 30 minutes, until it is back",
    ...day,
    houses: [{ ...home({ ...sensor, changes: [...silentSince0910, ["2026-03-10 10:10", "off"]] }), series: integration("loaded") }],
    firing: [{ from: "2026-03-10 09:40", to: "2026-03-10 10:10", labels, summary }],
  },
  {
    title: "goes on through a restart of Home Assistant, with a doubled info",
    ...day,
    houses: [
      {
        ...home({ ...sensor, info: "doubled", changes: silentSince0910 }),
        homeAssistantDown: [["2026-03-10 09:50", "2026-03-10 10:00"]],
        series: integration("loaded"),
      },
    ],
    firing: [{ from: "2026-03-10 09:40", to: "2026-03-10 10:30", labels, summary }],
  },
  {
    title: "fires for the house whose sensor is silent, not for the one whose integration is down",
    ...day,
    houses: [
      { ...home({ ...sensor, changes: silentSince0910 }), series: integration("loaded") },
      {
        ...cabin({
          ...sensor,
          changes: [
            ["2026-03-10 01:00", "off"],
            ["2026-03-10 04:10", "unavailable"],
          ],
        }),
        series: [
          {
            name: "ha_config_entry_state",
            labels: { entry_id: "01ZIGBEE", integration: "zha", state: "setup_error" },
            changes: [["2026-03-10 01:00", 1]],
          },
        ],
      },
    ],
    firing: [{ from: "2026-03-10 09:40", to: "2026-03-10 10:30", labels, summary }],
  },
  {
    title: "tells a sensor that died wet when the day is over for which its last word counts",
    from: "2026-03-10 09:00",
    to: "2026-03-11 10:10",
    houses: [
      home({
        ...sensor,
        changes: [
          ["2026-03-10 09:00", "on"],
          ["2026-03-10 09:10", "unavailable"],
        ],
      }),
    ],
    firing: [
      {
        from: "2026-03-11 09:39",
        to: "2026-03-11 10:10",
        labels,
        summary: "Leak sensor (Laundry) has been silent since Tue 10 Mar 09:10 and would not warn",
      },
    ],
  },
  {
    title: "stays quiet for one that is back in the thirtieth minute",
    ...day,
    houses: [home({ ...sensor, changes: [...silentSince0910, ["2026-03-10 09:39:59", "off"]] })],
    firing: [],
  },
  {
    title: "stays quiet while its integration is down",
    ...day,
    houses: [{ ...home({ ...sensor, info: "doubled", changes: silentSince0910 }), series: integration("setup_retry") }],
    firing: [],
  },
  {
    title: "stays quiet while Home Assistant is down",
    ...day,
    houses: [{ ...home({ ...sensor, changes: silentSince0910 }), homeAssistantDown: [["2026-03-10 09:20", "2026-03-10 10:30"]] }],
    firing: [],
  },
  {
    title: "stays quiet for one that died wet, for other sensors and for alerts_off",
    ...day,
    houses: [
      home(
        {
          ...sensor,
          changes: [
            ["2026-03-10 08:00", "on"],
            ["2026-03-10 09:10", "unavailable"],
          ],
        },
        { ...sensor, entityId: "binary_sensor.door", deviceClass: "door", changes: silentSince0910 },
        { ...sensor, entityId: "binary_sensor.off", labels: ["alerts_off"], changes: silentSince0910 },
      ),
    ],
    firing: [],
  },
];
