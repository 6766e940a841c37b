import { randomWeek, type Week } from "../../charts/home-alerts/src/nights/random-week.ts";
import type { Entity, House, Span } from "../../charts/home-alerts/src/testing/alert-case.ts";
import { epochSecondsAt, localTimeAt } from "../../charts/home-alerts/src/testing/local-time.ts";

export const ZONE = "Europe/Berlin";
const DAY_SECONDS = 86_400;
export const DAYS = 30;

/** A month of nights at random with a lamp that is on through all of them, a freezer that is warm for an hour every night but one, and another that was warm once. */
export function generatedMonth(endSeconds: number): Week {
  const from = Math.floor(endSeconds / 60) * 60 - DAYS * DAY_SECONDS;
  const week = randomWeek({ seed: 11, zone: ZONE, from, days: DAYS, toleranceMinutes: 0 });
  const [first] = week.house.entities;
  const named = week.house.entities.map((entity) => (entity === first ? { ...entity, friendlyName: "Cellar lamp", area: BASEMENT } : entity));
  const house: House = {
    ...week.house,
    instance: "home",
    // While the freezers are warm everything is heard of, so that their alerts can be counted beforehand.
    bridgeAway: week.house.bridgeAway?.filter((span) => !touchesWarmth(span, from)) ?? [],
    homeAssistantDown: week.house.homeAssistantDown?.filter((span) => !touchesWarmth(span, from)) ?? [],
    entities: [
      ...named,
      porchLamp(from),
      freezer("sensor.chest", "Chest freezer", from, (day) => day !== 7),
      freezer("sensor.small", "Small freezer", from, (day) => day === 3),
    ],
  };
  return { ...week, house };
}

const WARM_AFTER_SECONDS = 10 * 3600;
const WARM_FOR_SECONDS = 3600;

function touchesWarmth([start, end]: Span, from: number): boolean {
  const [startAt, endAt] = [epochSecondsAt(ZONE, start), epochSecondsAt(ZONE, end)];
  return Array.from({ length: DAYS }, (_, day) => from + day * DAY_SECONDS + WARM_AFTER_SECONDS).some(
    (warmAt) => startAt < warmAt + 2 * WARM_FOR_SECONDS && endAt > warmAt - WARM_FOR_SECONDS,
  );
}

/** On before every night that the house may have and off after it: chance alone may leave a month with hardly a light. */
function porchLamp(from: number): Entity {
  const quarters = Array.from({ length: 4 * (DAYS + 2) }, (_, quarter) => from - DAY_SECONDS + quarter * (DAY_SECONDS / 4));
  const days = [...new Set(quarters.map((at) => localTimeAt(ZONE, at).split(" ")[0] as Day))];
  return {
    entityId: "light.porch",
    friendlyName: "Porch",
    changes: days.flatMap(
      (day) =>
        [
          [`${day} 10:00`, "off"],
          [`${day} 20:00`, "on"],
        ] as const,
    ),
  };
}

type Day = `${number}-${number}-${number}`;

const BASEMENT = { area: "basement", name: "Basement" };

function freezer(entityId: string, friendlyName: string, from: number, isWarmOn: (day: number) => boolean): Entity {
  const changes: [ReturnType<typeof localTimeAt>, number][] = [[localTimeAt(ZONE, from - DAY_SECONDS), -18]];
  for (let day = 0; day < DAYS; day += 1) {
    if (!isWarmOn(day)) continue;
    const at = from + day * DAY_SECONDS + WARM_AFTER_SECONDS;
    changes.push([localTimeAt(ZONE, at), -9.5], [localTimeAt(ZONE, at + WARM_FOR_SECONDS), -18]);
  }
  return {
    entityId,
    friendlyName,
    area: BASEMENT,
    labels: ["freezer"],
    deviceClass: "temperature",
    shows: { kind: "number", family: "ha_temperature_celsius" },
    changes,
  };
}
