import { randomFrom, seedOf } from "./random.ts";
import { randomWeek, type Week } from "./random-week.ts";
import { clockChanges, DAY_SECONDS, ZONES } from "./zones.ts";

/** Weeks that begin together, of several places: what promtool looks at in one go. */
export interface Batch {
  readonly title: string;
  readonly weeks: readonly Week[];
}

export interface NightsPlan {
  readonly seed: number;
  readonly year: number;
  readonly zones?: readonly string[];
}

const WEEK_DAYS = 8;
const TOLERANCE_MINUTES = 7;

/** For each place the weeks around its clock changes, and five others; one of these five with a tolerance. */
export function planWeeks({ seed, year, zones = ZONES }: NightsPlan): Batch[] {
  const random = randomFrom(seedOf(seed, year));
  const changing = Map.groupBy(
    zones.flatMap((zone) => clockChanges(zone, year).map((at) => ({ zone, from: startOfWeekAround(at) }))),
    ({ from }) => from,
  );
  const others = Array.from({ length: 5 }, (_, index) => ({
    from: Date.UTC(year, 0, 3 + random.whole(350)) / 1000,
    toleranceMinutes: index === 0 ? TOLERANCE_MINUTES : 0,
  }));
  return [
    ...[...changing].map(([from, members]) => batch(seed, from, [...new Set(members.map(({ zone }) => zone))], 0, "clock change")),
    ...others.map(({ from, toleranceMinutes }) => batch(seed, from, zones, toleranceMinutes, "any week")),
  ];
}

/** Every week of a year, each with and without a tolerance. */
export function planYear({ seed, year, zones = ZONES }: NightsPlan): Batch[] {
  return Array.from({ length: 52 }, (_, week) => Date.UTC(year, 0, 3 + week * 7) / 1000).flatMap((from) => [
    batch(seed, from, zones, 0, "week"),
    batch(seed, from, zones, TOLERANCE_MINUTES, "week"),
  ]);
}

/** Weeks of neighbours fall together, so that one look at promtool serves many. */
function startOfWeekAround(at: number): number {
  return Math.floor((at - 3 * DAY_SECONDS) / (2 * DAY_SECONDS)) * 2 * DAY_SECONDS;
}

function batch(seed: number, from: number, zones: readonly string[], toleranceMinutes: number, why: string): Batch {
  const date = new Date(from * 1000).toISOString().slice(0, 10);
  return {
    title: `${why} from ${date}${toleranceMinutes === 0 ? "" : `, tolerance ${toleranceMinutes} min`}: ${zones.length} places`,
    weeks: zones.map((zone) => randomWeek({ seed, zone, from, days: WEEK_DAYS, toleranceMinutes })),
  };
}
