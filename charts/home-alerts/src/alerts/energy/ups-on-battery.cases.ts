import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "home", entity_id: "binary_sensor.ups_mains" };
const summary = "UPS mains tells that the power is out and the UPS runs on battery";
const outAt0910: Entity["changes"] = [
  ["2026-03-10 08:00", "on"],
  ["2026-03-10 09:10", "off"],
];

export const upsOnBatteryCases: readonly AlertCase[] = [
  {
    title: "fires after a minute without mains power, until it is back",
    ...day,
    houses: [home(mains({ changes: [...outAt0910, ["2026-03-10 09:30", "on"]] })), cabin(mains({ changes: [["2026-03-10 01:00", "on"]] }))],
    firing: [{ from: "2026-03-10 09:11", to: "2026-03-10 09:30", labels, summary }],
  },
  {
    title: "fires for a sensor that says so, and for one without a class, although it goes away with the network",
    ...day,
    houses: [
      home(
        mains({
          entityId: "sensor.ups_status",
          deviceClass: "enum",
          friendlyName: "UPS status",
          shows: { kind: "set", states: ["online", "on battery"] },
          changes: [
            ["2026-03-10 08:00", "online"],
            ["2026-03-10 09:10", "on battery"],
            ["2026-03-10 09:40", "online"],
          ],
        }),
        {
          entityId: "binary_sensor.online",
          friendlyName: "UPS online",
          labels: ["ups"],
          changes: [...outAt0910, ["2026-03-10 09:20", "unavailable"]],
        },
      ),
    ],
    firing: [
      {
        from: "2026-03-10 09:11",
        to: "2026-03-10 09:40",
        labels: { instance: "home", entity_id: "sensor.ups_status" },
        summary: summary.replace("UPS mains", "UPS status"),
      },
      {
        from: "2026-03-10 09:11",
        to: "2026-03-10 09:34",
        labels: { instance: "home", entity_id: "binary_sensor.online" },
        summary: summary.replace("UPS mains", "UPS online"),
      },
    ],
  },
  {
    title: "stays quiet for a self-test that is over before the next look but one",
    ...day,
    houses: [home(mains({ changes: [...outAt0910, ["2026-03-10 09:11", "on"]] }))],
    firing: [],
  },
  {
    title: "stays quiet in the first 10 minutes after a start of Home Assistant",
    ...day,
    houses: [
      {
        ...home(mains({ changes: [...outAt0910, ["2026-03-10 09:23", "on"]] })),
        homeAssistantDown: [["2026-03-10 09:08", "2026-03-10 09:14"]],
      },
    ],
    firing: [],
  },
  {
    title: "stays quiet for a plug without the label, another class, and what has the label alerts_off",
    ...day,
    houses: [
      home(
        mains({ labels: [], changes: outAt0910 }),
        mains({ entityId: "binary_sensor.b", deviceClass: "connectivity", changes: outAt0910 }),
        mains({ entityId: "binary_sensor.c", labels: ["ups", "alerts_off"], changes: outAt0910 }),
      ),
    ],
    firing: [],
  },
];

function mains(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return { entityId: "binary_sensor.ups_mains", friendlyName: "UPS mains", deviceClass: "plug", labels: ["ups"], ...given };
}
