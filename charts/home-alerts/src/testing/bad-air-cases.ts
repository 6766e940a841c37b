import type { AlertCase, Entity } from "./alert-case.ts";
import { cabin, home } from "./houses.ts";
import type { LocalTime } from "./local-time.ts";

/** What an alert about the mean of a sensor of the air says of it, on the morning of 10 January 2026. */
export interface BadAir {
  readonly sensor: Omit<Entity, "changes"> & { readonly area: { readonly area: string } };
  readonly usual: number;
  readonly limit: number;
  /** A little over the limit. */
  readonly bad: number;
  /** For 5 minutes this is nothing to tell. */
  readonly peak: number;
  /** When two thirds of the time of the mean are known of a sensor that was there before 08:00. */
  readonly firesAt: LocalTime;
  readonly better: { readonly at: LocalTime; readonly value: number; readonly over: LocalTime };
  readonly summary: string;
}

export function badAirCases({ sensor, usual, limit, bad, peak, firesAt, better, summary }: BadAir): AlertCase[] {
  const day = { from: "2026-01-10 08:00", to: "2026-01-10 09:30" } as const;
  const labels = { instance: "home", entity_id: sensor.entityId, area: sensor.area.area };
  const badSince7: Entity["changes"] = [["2026-01-10 07:00", bad]];
  return [
    {
      title: "fires when two thirds of the time are known and the mean is too high, and for 10 minutes after the mean is low again",
      ...day,
      houses: [home({ ...sensor, changes: [...badSince7, [better.at, better.value]] })],
      firing: [{ from: firesAt, to: better.over, labels, summary }],
    },
    {
      title: "fires for the house with bad air, through a restart of Home Assistant, with a doubled info",
      ...day,
      houses: [
        { ...home({ ...sensor, info: "doubled", changes: badSince7 }), homeAssistantDown: [["2026-01-10 08:51", "2026-01-10 08:54"]] },
        cabin({ ...sensor, changes: [["2026-01-09 20:00", usual]] }),
      ],
      firing: [{ from: firesAt, to: day.to, labels, summary }],
    },
    { title: "stays quiet at the limit", ...day, houses: [home({ ...sensor, changes: [["2026-01-10 07:00", limit]] })], firing: [] },
    {
      title: "stays quiet for a peak of 5 minutes",
      ...day,
      houses: [
        home({
          ...sensor,
          changes: [
            ["2026-01-10 07:00", usual],
            ["2026-01-10 08:40", peak],
            ["2026-01-10 08:45", usual],
          ],
        }),
      ],
      firing: [],
    },
    {
      title: "stays quiet for a sensor that is known for too short a time, and for one with alerts_off",
      ...day,
      houses: [
        home(
          {
            ...sensor,
            changes: [
              ["2026-01-10 09:00", bad],
              ["2026-01-10 09:09", "removed"],
            ],
          },
          { ...sensor, entityId: "sensor.off", labels: ["alerts_off"], changes: badSince7 },
        ),
      ],
      firing: [],
    },
  ];
}
