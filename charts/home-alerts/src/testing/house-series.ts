import type { Entity, House, OtherSeries, Span } from "./alert-case.ts";
import { entitySeries } from "./entity-series.ts";
import type { LocalTime } from "./local-time.ts";
import { epochSecondsAt, localDate, offsetSecondsAt } from "./local-time.ts";
import { valueFrom } from "./value-at.ts";

/** A series as ha-bridge sends it: what it says at an instant, in seconds since the epoch. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly valueAt: (at: number) => Sample;
}

/** `ended`: the series ends, by a stale marker if it was there; `silent`: nothing is sent, so nothing is known. */
export type Sample = number | "ended" | "silent";

/** All series that a bridge sends for this house. */
export function houseSeries(house: House): Series[] {
  const isAway = within(house, house.bridgeAway);
  const isDown = within(house, house.homeAssistantDown);
  const ofHouse = houseOnlySeries(house, isDown);
  const ofEntities = house.entities.flatMap((entity: Entity) => entitySeries(house, entity));
  const others = (house.series ?? []).map((other) => ({ other, series: otherSeries(house, other) }));
  const goingOn = others.filter(({ other }) => other.endsWithHomeAssistant !== true).map(({ series }) => series);
  const ending = others.filter(({ other }) => other.endsWithHomeAssistant === true).map(({ series }) => series);
  const untilDown = [...ofEntities, ...ending].map((series) => whenever(series, isDown, "ended"));
  return [...ofHouse, ...goingOn, ...untilDown].map((series) => (series.labels["job"] === "ha-bridge" ? whenever(series, isAway, "silent") : series));
}

function houseOnlySeries(house: House, isDown: (at: number) => boolean): Series[] {
  const late = (house.windowEndLateMinutes ?? 0) * 60;
  const series = (name: string, valueAt: Series["valueAt"], extra = {}): Series => ({
    name,
    labels: { job: "ha-bridge", instance: house.instance, ...extra },
    valueAt,
  });
  const isStarting = within(house, house.homeAssistantStarting);
  const night = { window: "night" };
  const windows = Object.entries(house.windows ?? {}).map(([window, spans]) => {
    const isActive = within(house, spans);
    return series("ha_window_active", (at) => (isActive(at) ? 1 : 0), { window });
  });
  return [
    series("ha_up", (at) => (isDown(at) ? 0 : 1)),
    series("ha_running", (at) => (isDown(at) || isStarting(at) ? 0 : 1)),
    series("ha_started_seconds", (at) => lastStart(house, at)),
    series("ha_utc_offset_seconds", (at) => (house.utcOffset === "missing" ? "ended" : offsetSecondsAt(house.zone, at))),
    series("ha_window_active", (at) => (at < lastNight(house, at).end ? 1 : 0), night),
    series("ha_window_start_seconds", (at) => lastNight(house, at).start, night),
    series("ha_window_end_seconds", (at) => lastNight(house, at - late).end, night),
    ...windows,
  ];
}

/** Every stretch in which it was down or starting ends with a start; the one before all of them was a year ago. */
function lastStart(house: House, at: number): number {
  const ends = [...(house.homeAssistantDown ?? []), ...(house.homeAssistantStarting ?? [])].map(([, end]) => epochSecondsAt(house.zone, end));
  return Math.max(...ends.filter((end) => end <= at), at - (at % YEAR_SECONDS) - YEAR_SECONDS);
}

const YEAR_SECONDS = 31_536_000;

function otherSeries(house: House, { name, labels, changes }: OtherSeries): Series {
  const times = changes.map(([local, value]) => ({ from: epochSecondsAt(house.zone, local), value }));
  return {
    name,
    labels: { job: "ha-bridge", instance: house.instance, ...labels },
    valueAt: (at) => {
      const now = times.findLast(({ from }) => from <= at);
      return now === undefined || now.value === "ended" ? "ended" : valueFrom(now.value, now.from, at);
    },
  };
}

type Night = { readonly start: number; readonly end: number };
const nightsOfDay = new WeakMap<House, Map<string, readonly Night[]>>();

/** The night running at that instant, else the last one that ended. */
function lastNight(house: House, at: number): Night {
  const day = localDate(house.zone, at);
  const known = nightsOfDay.get(house) ?? new Map<string, readonly Night[]>();
  nightsOfDay.set(house, known);
  const nights = known.get(day) ?? nightsAround(house, at);
  known.set(day, nights);
  const begun = nights.filter((night) => night.start <= at).at(-1);
  if (begun === undefined) throw new Error(`no night begins in the two days before ${at} in ${house.zone}`);
  return begun;
}

function nightsAround(house: House, at: number): Night[] {
  const { start, end } = house.night ?? { start: "22:00", end: "06:00" };
  const nights = [-2, -1, 0].map((addDays) => {
    const date = localDate(house.zone, at, addDays);
    const endDate = end > start ? date : localDate(house.zone, at, addDays + 1);
    return {
      start: epochSecondsAt(house.zone, `${date} ${start}` as LocalTime, "first"),
      end: epochSecondsAt(house.zone, `${endDate} ${end}` as LocalTime, "second"),
    };
  });
  // One that a clock change skips as a whole is none.
  return nights.filter((night) => night.end > night.start);
}

function within(house: House, spans: readonly Span[] = []): (at: number) => boolean {
  const times = spans.map(([from, to]) => [epochSecondsAt(house.zone, from), epochSecondsAt(house.zone, to)] as const);
  return (at) => times.some(([from, to]) => from <= at && at < to);
}

function whenever(series: Series, condition: (at: number) => boolean, instead: Sample): Series {
  return { ...series, valueAt: (at) => (condition(at) ? instead : series.valueAt(at)) };
}
