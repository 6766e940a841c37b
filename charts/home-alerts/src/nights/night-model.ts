import type { Entity, House } from "../testing/alert-case.ts";
import { epochSecondsAt, localDate, type LocalTime } from "../testing/local-time.ts";
import type { Week } from "./random-week.ts";

/** Since when a light that must be told at an instant has been on, by its entity id. */
export type Told = ReadonlyMap<string, number>;

/** A light that is not heard of counts as it was heard last for this long. */
const REMEMBERED_SECONDS = 15 * 60;

/**
 * What LightsOnAllNight must say of a house, in plain words and without PromQL:
 *
 * 1. At the end of a night, and until the next one begins, a light is told that is on and has been on since before that
 *    night began: not later than its first second, or with a tolerance: off in it for no longer than that.
 * 2. Groups of lights, and lights labelled `alerts_off`, are not told.
 * 3. What is not heard of (the bridge is away, Home Assistant is down, the light is unavailable) counts for 15 minutes as
 *    it was heard last; so does the night. Everything is heard of once a minute.
 */
export function nightModel({ house, from, toleranceMinutes }: Week): { toldAt(at: number): Told } {
  const away = spansOf(house, house.bridgeAway);
  const down = spansOf(house, house.homeAssistantDown);
  const nights = nightsOf(house);
  const lights = house.entities.filter(({ members, labels }) => members === undefined && labels?.includes("alerts_off") !== true);
  const lives = new Map(lights.map((light) => [light.entityId, lifeOf(house, light)]));
  const heardMinute = (at: number, isHeard: (minute: number) => boolean) => {
    for (let minute = at; minute > at - REMEMBERED_SECONDS && minute >= from; minute -= 60) if (isHeard(minute)) return minute;
    return undefined;
  };
  return {
    toldAt(at) {
      const told = new Map<string, number>();
      const bridgeHeardAt = heardMinute(at, (minute) => !away(minute));
      const night = bridgeHeardAt === undefined ? undefined : nights(bridgeHeardAt);
      if (night === undefined || at < night.end) return told;
      for (const [entityId, life] of lives) {
        const heardAt = heardMinute(at, (minute) => !away(minute) && !down(minute) && life.at(minute).state !== "unavailable");
        if (heardAt === undefined) continue;
        const { state, onSince } = life.at(heardAt);
        if (state !== "on") continue;
        const before = toleranceMinutes === 0 ? onSince <= night.start : onSince <= night.end && minutesOff(life, night) <= toleranceMinutes;
        if (before) told.set(entityId, onSince);
      }
      return told;
    },
  };
}

interface Night {
  readonly start: number;
  readonly end: number;
}

interface Life {
  at(at: number): { readonly state: string; readonly onSince: number };
}

/** A light that comes back as it was has been on all the time. */
function lifeOf(house: House, { changes }: Entity): Life {
  const moments: { at: number; state: string; onSince: number }[] = [];
  let onSince = Number.NaN;
  for (const [local, given] of changes) {
    const at = epochSecondsAt(house.zone, local);
    const state = typeof given === "string" ? given : "unknown";
    if (state === "on" && Number.isNaN(onSince)) onSince = at;
    if (state === "off") onSince = Number.NaN;
    moments.push({ at, state, onSince });
  }
  return { at: (at) => moments.findLast((moment) => moment.at <= at) ?? { state: "unavailable", onSince: Number.NaN } };
}

function minutesOff(life: Life, { start, end }: Night): number {
  let minutes = 0;
  for (let minute = start; minute < end; minute += 60) if (life.at(minute).state === "off") minutes += 1;
  return minutes;
}

/** The night that runs at an instant, else the last one: it begins at the first time that the clocks show its start, and ends at the last one that they show its end. */
function nightsOf({ zone, night }: House): (at: number) => Night | undefined {
  const { start, end } = night ?? { start: "22:00", end: "06:00" };
  const known = new Map<string, Night>();
  const nightOf = (date: string, nextDate: string): Night => {
    const found = known.get(date);
    if (found !== undefined) return found;
    const made = {
      start: epochSecondsAt(zone, `${date} ${start}` as LocalTime, "first"),
      end: epochSecondsAt(zone, `${end > start ? date : nextDate} ${end}` as LocalTime, "second"),
    };
    known.set(date, made);
    return made;
  };
  return (at) => {
    for (const back of [0, -1, -2]) {
      const candidate = nightOf(localDate(zone, at, back), localDate(zone, at, back + 1));
      // One that a clock change skips as a whole is none.
      if (candidate.start <= at && candidate.end > candidate.start) return candidate;
    }
    return undefined;
  };
}

function spansOf({ zone }: House, spans: House["bridgeAway"] = []): (at: number) => boolean {
  const all = spans.map(([from, to]) => [epochSecondsAt(zone, from), epochSecondsAt(zone, to)] as const);
  return (at) => all.some(([from, to]) => from <= at && at < to);
}
