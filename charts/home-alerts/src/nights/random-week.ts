import type { Entity, House, Span } from "../testing/alert-case.ts";
import type { LocalTime } from "../testing/local-time.ts";
import { localTimeAt } from "../testing/local-time.ts";
import { type Random, randomFrom, seedOf } from "./random.ts";
import { DAY_SECONDS } from "./zones.ts";

/** A house in one place through one week, and what its rule allows. */
export interface Week {
  readonly house: House;
  /** Whole minutes, in seconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly toleranceMinutes: number;
}

export interface WeekOptions {
  readonly seed: number;
  readonly zone: string;
  readonly from: number;
  readonly days: number;
  readonly toleranceMinutes: number;
}

const LIGHTS = 4;
/** Counting minutes takes a sample of each minute and light, and promtool reads no more than 10,000 for one query. */
const LIGHTS_COUNTED = 1;
const NIGHTS: readonly [Night, ...Night[]] = [
  { start: "22:00", end: "06:00" },
  { start: "22:00", end: "06:00" },
  { start: "23:30", end: "02:30" },
  { start: "00:30", end: "05:00" },
  { start: "21:15", end: "03:00" },
  { start: "01:30", end: "09:00" },
  { start: "02:15", end: "02:45" },
];
type Night = NonNullable<House["night"]>;

/**
 * Lights are switched mostly near the edges of the night, to the second. Without a tolerance the bridge goes away, Home
 * Assistant restarts and lights are unavailable now and then; with one, lights are switched at whole minutes and nothing
 * else happens, as the minutes in which a light was off are what is counted.
 */
export function randomWeek({ seed, zone, from, days, toleranceMinutes }: WeekOptions): Week {
  const random = randomFrom(seedOf(seed, zone, from, toleranceMinutes));
  const to = from + days * DAY_SECONDS;
  const night = random.oneOf(NIGHTS);
  const local = (at: number): LocalTime => localTimeAt(zone, at);
  const span = (shortest: number, longest: number): Span => {
    const start = from + random.whole(to - from);
    return [local(start), local(start + shortest + random.whole(longest - shortest))];
  };
  const troubled = toleranceMinutes === 0;
  const house: House = {
    instance: zone,
    zone,
    night,
    bridgeAway: troubled ? times(random.whole(4), () => span(300, 5 * 3600)) : [],
    homeAssistantDown: troubled ? times(random.whole(3), () => span(60, 40 * 60)) : [],
    entities: times(troubled ? LIGHTS : LIGHTS_COUNTED, (index) => randomLight(`light.l${index}`, random, { zone, from, to, night, troubled })),
  };
  return { house, from, to, toleranceMinutes };
}

interface Setting {
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  readonly night: Night;
  readonly troubled: boolean;
}

function randomLight(entityId: string, random: Random, { zone, from, to, night, troubled }: Setting): Entity {
  const switched: number[] = [];
  for (let day = from - DAY_SECONDS; day < to; day += DAY_SECONDS) {
    for (let count = random.whole(4); count > 0; count -= 1) switched.push(nearNight(day, zone, night, random));
  }
  let on = random.chance(0.5);
  const changes: [number, string][] = [[from - 3 * DAY_SECONDS, on ? "on" : "off"]];
  for (const at of [...new Set(switched.map((instant) => (troubled ? instant : Math.floor(instant / 60) * 60)))].toSorted((a, b) => a - b)) {
    on = !on;
    changes.push([at, on ? "on" : "off"]);
  }
  return {
    entityId,
    changes: inOrder(zone, troubled ? withFlaps(changes, random, from, to) : changes),
    ...(random.chance(0.1) && { labels: ["alerts_off"] }),
    ...(random.chance(0.1) && { members: 2 }),
  };
}

/** Seconds and minutes around the edges, else any time of the day. */
function nearNight(day: number, zone: string, night: Night, random: Random): number {
  const edge = random.oneOf([night.start, night.end, undefined]);
  if (edge === undefined) return day + random.whole(DAY_SECONDS);
  const [hour = 0, minute = 0] = edge.split(":").map(Number);
  const midnight = Date.parse(`${localTimeAt(zone, day).slice(0, 10)}T00:00:00Z`) / 1000 - offsetGuess(zone, day);
  const offset = random.oneOf([-1, 0, 1, -59, 60, 61, -61, -600, 600, -3600, 3600]);
  return midnight + hour * 3600 + minute * 60 + offset;
}

function offsetGuess(zone: string, at: number): number {
  return Date.parse(`${localTimeAt(zone, at).replace(" ", "T")}Z`) / 1000 - at;
}

/** Puts `unavailable` into the life of a light, with what it was before after it. */
function withFlaps(changes: readonly [number, string][], random: Random, from: number, to: number): [number, string][] {
  const flaps = times(random.whole(4), () => {
    const start = from + random.whole(to - from);
    return { start, end: start + 30 + random.whole(40 * 60) };
  });
  const all = [...changes];
  for (const { start, end } of flaps) {
    // While it is away nothing is heard of switching; when it is back it tells how it is.
    const within = all.filter(([at]) => at >= start && at <= end);
    const after = all.filter(([at]) => at <= end).at(-1)?.[1] ?? "off";
    for (const one of within) all.splice(all.indexOf(one), 1);
    all.push([start, "unavailable"], [end, after === "unavailable" ? "off" : after]);
    all.sort(([a], [b]) => a - b);
  }
  return all;
}

/** By the clocks of the place, which name some instants twice: what comes out of order there is left out. */
function inOrder(zone: string, changes: readonly [number, string][]): [LocalTime, string][] {
  const kept: [LocalTime, string][] = [];
  for (const [at, state] of changes) {
    const local = localTimeAt(zone, at);
    const before = kept.at(-1)?.[0];
    if (before === undefined || before < local) kept.push([local, state]);
  }
  return kept;
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
