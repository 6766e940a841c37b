import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const flow = {
  entityId: "sensor.flow",
  friendlyName: "House water",
  labels: ["water_meter"],
  shows: { kind: "number", family: "ha_volume_flow_rate_m3_per_hour" },
} as const;
const meter = { ...flow, entityId: "sensor.meter", friendlyName: "Water meter", shows: { kind: "number", family: "ha_water_m3" } } as const;
const labels = { instance: "home", entity_id: "sensor.flow" };
const summary = "House water: water has been running for 2h without a break";
const anHour = { longerThan: "1h" } as const;
const day = { from: "2026-03-10 08:30", to: "2026-03-10 10:30" } as const;
const runsFrom9: Entity["changes"] = [
  ["2026-03-10 08:00", 0],
  ["2026-03-10 09:00", 0.03],
];

export const waterRunningCases: readonly AlertCase[] = [
  {
    title: "fires for a flow of 2 hours, until it stops",
    from: "2026-03-10 08:30",
    to: "2026-03-10 11:40",
    houses: [home({ ...flow, changes: [...runsFrom9, ["2026-03-10 11:30", 0]] })],
    firing: [{ from: "2026-03-10 10:59", to: "2026-03-10 11:30", labels, summary }],
  },
  {
    title: "fires for a meter that rises for as long, until it has stood still for 20 minutes",
    ...day,
    values: anHour,
    houses: [
      home({
        ...meter,
        changes: [
          ["2026-03-10 08:00", 412],
          ["2026-03-10 09:00", { from: 412, perHour: 0.02 }],
          ["2026-03-10 10:05", 412.022],
        ],
      }),
    ],
    firing: [
      {
        from: "2026-03-10 10:00",
        to: "2026-03-10 10:25",
        labels: { ...labels, entity_id: "sensor.meter" },
        summary: "Water meter: water has been running for 1h without a break",
      },
    ],
  },
  {
    title: "fires for the house in which it runs, through a restart of Home Assistant, with a doubled info",
    ...day,
    values: anHour,
    houses: [
      { ...home({ ...flow, info: "doubled", changes: runsFrom9 }), homeAssistantDown: [["2026-03-10 10:05", "2026-03-10 10:10"]] },
      cabin({
        ...flow,
        changes: [
          ["2026-03-10 01:00", 0.03],
          ["2026-03-10 04:20", 0],
          ["2026-03-10 04:40", 0.03],
        ],
      }),
    ],
    firing: [{ from: "2026-03-10 09:59", to: "2026-03-10 10:30", labels, summary: "House water: water has been running for 1h without a break" }],
  },
  {
    title: "stays quiet when it stops for a minute, and for a flow that is as good as none",
    ...day,
    values: { ...anHour, above: 0.005 },
    houses: [
      home(
        { ...flow, changes: [...runsFrom9, ["2026-03-10 09:58", 0], ["2026-03-10 09:59", 0.03]] },
        { ...flow, entityId: "sensor.drip", changes: [["2026-03-10 08:00", 0.005]] },
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a meter that stands still for 25 minutes in between",
    ...day,
    values: anHour,
    houses: [
      home({
        ...meter,
        changes: [
          ["2026-03-10 08:00", { from: 412, perHour: 0.02 }],
          ["2026-03-10 09:10", 412.024],
          ["2026-03-10 09:35", { from: 412.024, perHour: 0.02 }],
        ],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a sensor that is new or was away, one without the label, and one with alerts_off",
    ...day,
    values: anHour,
    houses: [
      home(
        { ...flow, changes: [["2026-03-10 09:46", 0.03]] },
        { ...flow, entityId: "sensor.ventilation", labels: [], changes: runsFrom9 },
        { ...flow, entityId: "sensor.off", labels: ["water_meter", "alerts_off"], changes: runsFrom9 },
        { ...meter, changes: [["2026-03-10 09:46", { from: 412, perHour: 0.02 }]] },
      ),
    ],
    firing: [],
  },
];
