import type { House } from "./alert-case.ts";
import type { LocalTime } from "./local-time.ts";
import { clockTime, localTimeAt } from "./local-time.ts";

/** Two houses whose night has just ended, so that rules which look at the present have something to say. */
export interface RecentNight {
  readonly houses: readonly House[];
  /** Seconds since the epoch of the first and, in the near future, the last sample. */
  readonly from: number;
  readonly to: number;
  readonly nightEnd: number;
  /** What fires now, by LightsOnAllNight. */
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>>; readonly summary: string }[];
}

export function recentNight(nowSeconds: number): RecentNight {
  const nightEnd = Math.floor(nowSeconds / 60) * 60 - 10 * 60;
  const nightStart = nightEnd - NIGHT_MINUTES * 60;
  // Neither zone has clock changes, so every day is a good day for this test.
  const home = placeAt("Asia/Kolkata", nightStart);
  const cabin = placeAt("Pacific/Marquesas", nightStart);
  return {
    houses: [
      { instance: "home", ...houseInTown(home) },
      { instance: "cabin", ...houseInTheWoods(cabin) },
    ],
    from: nightStart - 2 * 3600,
    // Long enough for three evaluators, one of them a minute behind; more than 10 minutes ahead of now is refused.
    to: nightEnd + 18 * 60,
    nightEnd,
    alerts: [
      { labels: { instance: "cabin", entity_id: "light.cellar" }, summary: `Crawl "space" has been on since ${cabin.clock(-1)}` },
      {
        labels: { instance: "home", entity_id: "light.cellar", area: "basement", floor: "lower" },
        summary: `Cellar lamp (Basement) has been on since ${home.clock(-79)}`,
      },
      ...["light.doubled_info", "light.flap_in_the_night", "light.unavailable_now"].map((entityId) => ({
        labels: { instance: "home", entity_id: entityId },
        summary: `${entityId} has been on since ${home.clock(-30)}`,
      })),
    ],
  };
}

const NIGHT_MINUTES = 480;

/** Times by minutes since the night began. */
interface Place {
  readonly zone: string;
  readonly at: (minutes: number) => LocalTime;
  readonly clock: (minutes: number) => string;
}

function placeAt(zone: string, nightStart: number): Place {
  return {
    zone,
    at: (minutes) => localTimeAt(zone, nightStart + minutes * 60),
    clock: (minutes) => clockTime(zone, nightStart + minutes * 60),
  };
}

function houseInTown({ zone, at, clock }: Place): Omit<House, "instance"> {
  const on = [at(-30), "on"] as const;
  return {
    zone,
    night: { start: clock(0), end: clock(NIGHT_MINUTES) },
    bridgeAway: [[at(60), at(240)]],
    homeAssistantDown: [[at(300), at(310)]],
    entities: [
      {
        entityId: "light.cellar",
        friendlyName: "Cellar lamp",
        area: { area: "basement", name: "Basement", floor: "lower" },
        changes: [[at(-79), "on"]],
      },
      {
        entityId: "light.switched_on_late",
        changes: [
          [at(-100), "off"],
          [at(1), "on"],
        ],
      },
      { entityId: "light.off_in_between", changes: [on, [at(270), "off"], [at(290), "on"]] },
      { entityId: "light.off_in_the_morning", changes: [on, [at(NIGHT_MINUTES + 4), "off"]] },
      { entityId: "light.flap_in_the_night", changes: [on, [at(400), "unavailable"], [at(420), "on"]] },
      { entityId: "light.unavailable_now", changes: [on, [at(NIGHT_MINUTES + 6), "unavailable"]] },
      { entityId: "light.doubled_info", info: "doubled", changes: [on] },
      { entityId: "light.group", members: 2, changes: [on] },
      { entityId: "light.labelled", labels: ["alerts_off"], changes: [on] },
    ],
  };
}

/** Same entity ids as in town, other hours. */
function houseInTheWoods({ zone, at, clock }: Place): Omit<House, "instance"> {
  return {
    zone,
    night: { start: clock(0), end: clock(NIGHT_MINUTES) },
    entities: [
      { entityId: "light.cellar", friendlyName: 'Crawl "space"', changes: [[at(-1), "on"]] },
      { entityId: "light.doubled_info", changes: [[at(2), "on"]] },
    ],
  };
}
