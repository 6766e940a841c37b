import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const detector = { entityId: "binary_sensor.hall", deviceClass: "smoke", friendlyName: "Smoke detector", area: { area: "hall", name: "Hall" } };
const labels = { instance: "home", entity_id: "binary_sensor.hall", area: "hall" };
const summary = "Smoke detector (Hall) has reported smoke, gas or carbon monoxide since 03:10";
const night = { from: "2026-03-10 03:00", to: "2026-03-10 04:00" } as const;
const onSince0310: Entity["changes"] = [
  ["2026-03-10 02:00", "off"],
  ["2026-03-10 03:10", "on"],
];

export const smokeOrGasCases: readonly AlertCase[] = [
  {
    title: "fires at once, and for 10 minutes after the detector is off",
    ...night,
    houses: [home({ ...detector, changes: [...onSince0310, ["2026-03-10 03:20", "off"]] })],
    firing: [{ from: "2026-03-10 03:10", to: "2026-03-10 03:31", labels, summary }],
  },
  {
    title: "fires for gas and carbon monoxide as well, and for heat where that is asked for",
    ...night,
    values: { where: { deviceClasses: ["gas", "carbon_monoxide", "heat"] } },
    houses: [
      home(
        ...["gas", "carbon_monoxide", "heat", "smoke"].map((deviceClass) => ({
          ...detector,
          entityId: `binary_sensor.${deviceClass}`,
          deviceClass,
          changes: onSince0310,
        })),
      ),
    ],
    firing: ["carbon_monoxide", "gas", "heat"].map((kind) => ({
      from: "2026-03-10 03:10",
      to: "2026-03-10 04:00",
      labels: { ...labels, entity_id: `binary_sensor.${kind}` },
      summary,
    })),
  },
  {
    title: "goes on for a detector that burns, and for Home Assistant that goes down with it",
    ...night,
    houses: [
      {
        ...home({ ...detector, changes: [...onSince0310, ["2026-03-10 03:14", "unavailable"]] }),
        homeAssistantDown: [["2026-03-10 03:20", "2026-03-10 04:00"]],
      },
    ],
    firing: [{ from: "2026-03-10 03:10", to: "2026-03-10 04:00", labels, summary }],
  },
  {
    title: "fires for the house in which it burns, right after a start of Home Assistant, with a doubled info",
    ...night,
    houses: [
      { ...home({ ...detector, info: "doubled", changes: onSince0310 }), homeAssistantDown: [["2026-03-10 03:05", "2026-03-10 03:10"]] },
      cabin({ ...detector, changes: [["2026-03-09 20:00", "off"]] }),
    ],
    firing: [{ from: "2026-03-10 03:10", to: "2026-03-10 04:00", labels, summary }],
  },
  {
    title: "stays quiet for a detector that falls silent, and for heat, moisture and safety, which are other things",
    ...night,
    houses: [
      home(
        {
          ...detector,
          changes: [
            ["2026-03-10 02:00", "off"],
            ["2026-03-10 03:10", "unavailable"],
          ],
        },
        ...["heat", "moisture", "safety"].map((deviceClass) => ({
          ...detector,
          entityId: `binary_sensor.${deviceClass}`,
          deviceClass,
          changes: onSince0310,
        })),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a detector with alerts_off",
    ...night,
    houses: [home({ ...detector, labels: ["alerts_off"], changes: onSince0310 })],
    firing: [],
  },
];
