import type { AlertCase, Entity, OtherSeries } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 11:30" } as const;
const labels = { instance: "home", device_id: "d1" };
const summary = "Radiator valve (Kitchen) has been unavailable for an hour or longer";
const lostAt0910: Entity["changes"] = [
  ["2026-03-09 12:00", 21],
  ["2026-03-10 09:10", "unavailable"],
];

export const deviceUnavailableCases: readonly AlertCase[] = [
  {
    title: "fires once for a device whose entities are all unavailable for an hour, until one is back",
    ...day,
    houses: [
      home(temperature({ changes: [...lostAt0910, ["2026-03-10 11:00", 20]] }), battery({ changes: lostAt0910 })),
      cabin(temperature({ changes: [["2026-03-09 12:00", 21]] })),
    ],
    firing: [{ from: "2026-03-10 10:10", to: "2026-03-10 11:00", labels, summary }],
  },
  {
    title: "counts its hour through a restart of Home Assistant, and tells it once",
    ...day,
    houses: [
      {
        ...home(temperature({ changes: lostAt0910 }), battery({ changes: lostAt0910 })),
        homeAssistantDown: [
          ["2026-03-10 09:40", "2026-03-10 09:44"],
          ["2026-03-10 10:40", "2026-03-10 10:52"],
        ],
      },
    ],
    firing: [{ from: "2026-03-10 10:10", to: "2026-03-10 11:30", labels, summary }],
  },
  {
    title: "fires once although the info of its entities is doubled",
    ...day,
    houses: [home(temperature({ changes: lostAt0910, info: "doubled" }), battery({ changes: lostAt0910, info: "doubled" }))],
    firing: [{ from: "2026-03-10 10:10", to: "2026-03-10 11:30", labels, summary }],
  },
  {
    title: "tells only devices of the area that is asked for",
    ...day,
    values: { where: { areas: ["bath"] } },
    houses: [
      home(
        temperature({ changes: lostAt0910 }),
        temperature({
          entityId: "sensor.bath",
          area: { area: "bath", name: "Bath" },
          facts: { device: "Bath sensor", device_id: "d2" },
          changes: lostAt0910,
        }),
      ),
    ],
    firing: [
      {
        from: "2026-03-10 10:10",
        to: "2026-03-10 11:30",
        labels: { instance: "home", device_id: "d2" },
        summary: "Bath sensor (Bath) has been unavailable for an hour or longer",
      },
    ],
  },
  {
    title: "stays quiet for a device that is back in the sixtieth minute",
    ...day,
    houses: [home(temperature({ changes: [...lostAt0910, ["2026-03-10 10:09", 20]] }))],
    firing: [],
  },
  {
    title: "stays quiet for a device of which one entity is there, and for an entity without a device",
    ...day,
    houses: [
      home(
        temperature({ changes: [["2026-03-09 12:00", 21]] }),
        battery({ changes: lostAt0910 }),
        temperature({ entityId: "sensor.alone", facts: {}, changes: lostAt0910 }),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet while the integration of the device fails, also while it is tried again",
    ...day,
    houses: [
      {
        ...home(temperature({ changes: lostAt0910 })),
        series: [
          entry("setup_retry", ["2026-03-10 09:00", 0], ["2026-03-10 09:09", 1], ["2026-03-10 10:20", 0], ["2026-03-10 10:22", 1]),
          entry("setup_in_progress", ["2026-03-10 09:00", 0], ["2026-03-10 10:20", 1], ["2026-03-10 10:22", 0]),
          entry("loaded", ["2026-03-10 09:00", 1], ["2026-03-10 09:09", 0]),
        ],
      },
    ],
    firing: [],
  },
  {
    title: "stays quiet for a device of which one entity has the label alerts_off, and for a television",
    ...day,
    houses: [
      home(
        temperature({ changes: lostAt0910 }),
        battery({ labels: ["alerts_off"], changes: lostAt0910 }),
        { entityId: "media_player.tv", facts: { device: "Television", device_id: "d3" }, changes: [["2026-03-10 09:10", "unavailable"]] },
        { entityId: "switch.tv_standby", facts: { device: "Television", device_id: "d3" }, changes: [["2026-03-10 09:10", "unavailable"]] },
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet while Home Assistant is down",
    ...day,
    houses: [{ ...home(temperature({ changes: [["2026-03-09 12:00", 21]] })), homeAssistantDown: [["2026-03-10 09:10", "2026-03-10 11:30"]] }],
    firing: [],
  },
];

type Given = Partial<Entity> & Pick<Entity, "changes">;

function temperature(given: Given): Entity {
  return {
    entityId: "sensor.valve_temperature",
    deviceClass: "temperature",
    area: { area: "kitchen", name: "Kitchen" },
    shows: { kind: "number", family: "ha_temperature_celsius" },
    facts: { device: "Radiator valve", device_id: "d1", config_entry: "e1" },
    ...given,
  };
}

function battery(given: Given): Entity {
  return {
    ...temperature(given),
    entityId: "sensor.valve_battery",
    deviceClass: "battery",
    category: "diagnostic",
    shows: { kind: "number", family: "ha_battery_percent" },
  };
}

function entry(state: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "ha_config_entry_state", labels: { entry_id: "e1", integration: "zha", state }, changes, endsWithHomeAssistant: true };
}
