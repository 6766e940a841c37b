import type { AlertCase } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const freezer = {
  entityId: "sensor.chest",
  friendlyName: "Chest freezer",
  area: { area: "cellar", name: "Cellar" },
  shows: { kind: "number", family: "ha_temperature_celsius" },
  deviceClass: "temperature",
  labels: ["freezer"],
} as const;
const labels = { instance: "home", entity_id: "sensor.chest", area: "cellar" };
const day = { from: "2026-03-10 09:00", to: "2026-03-10 12:00" } as const;

export const freezerWarmCases: readonly AlertCase[] = [
  {
    title: "fires after 30 minutes above -12 °C, and for 10 minutes after it is cold again",
    ...day,
    houses: [
      home({
        ...freezer,
        changes: [
          ["2026-03-10 08:00", -18],
          ["2026-03-10 09:30", -11.5],
          ["2026-03-10 10:40", -14],
        ],
      }),
    ],
    firing: [{ from: "2026-03-10 10:00", to: "2026-03-10 10:50", labels, summary: "Chest freezer (Cellar) is at -11.5 °C, warmer than -12 °C" }],
  },
  {
    title: "fires although Home Assistant restarts within the 30 minutes",
    ...day,
    houses: [
      {
        ...home({
          ...freezer,
          changes: [
            ["2026-03-10 08:00", -18],
            ["2026-03-10 09:30", -11.5],
          ],
        }),
        homeAssistantDown: [["2026-03-10 09:40", "2026-03-10 09:45"]],
      },
    ],
    firing: [{ from: "2026-03-10 10:00", to: "2026-03-10 12:00", labels, summary: "Chest freezer (Cellar) is at -11.5 °C, warmer than -12 °C" }],
  },
  {
    title: "fires for the house whose freezer is warm, not for the other one, with a doubled info",
    ...day,
    houses: [
      home({
        ...freezer,
        info: "doubled",
        changes: [
          ["2026-03-10 08:00", -18],
          ["2026-03-10 09:30", -11.5],
        ],
      }),
      cabin({ ...freezer, changes: [["2026-03-10 01:00", -18]] }),
    ],
    firing: [{ from: "2026-03-10 10:00", to: "2026-03-10 12:00", labels, summary: "Chest freezer (Cellar) is at -11.5 °C, warmer than -12 °C" }],
  },
  {
    title: "used twice, has a limit for each",
    ...day,
    values: [
      { name: "chest", where: { labels: ["freezer"] }, above: -12 },
      { name: "wine", where: { entities: ["sensor.wine"] }, above: 16, for: "2h" },
    ],
    houses: [
      home(
        { ...freezer, changes: [["2026-03-10 08:00", -18]] },
        {
          ...freezer,
          entityId: "sensor.wine",
          friendlyName: "Wine",
          labels: [],
          changes: [
            ["2026-03-10 08:00", 12],
            ["2026-03-10 09:30", 17],
          ],
        },
      ),
    ],
    firing: [
      {
        from: "2026-03-10 11:30",
        to: "2026-03-10 12:00",
        labels: { ...labels, entity_id: "sensor.wine", name: "wine" },
        summary: "Wine (Cellar) is at 17.0 °C, warmer than 16 °C",
      },
    ],
  },
  {
    title: "stays quiet when the door was open for 29 minutes",
    ...day,
    houses: [
      home({
        ...freezer,
        changes: [
          ["2026-03-10 08:00", -18],
          ["2026-03-10 09:30", -11.5],
          ["2026-03-10 09:59", -12],
        ],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a warm sensor without the label, and for one with alerts_off",
    ...day,
    houses: [
      home(
        { ...freezer, labels: [], changes: [["2026-03-10 08:00", 21]] },
        { ...freezer, entityId: "sensor.off", labels: ["freezer", "alerts_off"], changes: [["2026-03-10 08:00", 21]] },
      ),
    ],
    firing: [],
  },
];
