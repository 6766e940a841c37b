import { getTimes } from "suncalc";
import type { LocalDate } from "./local-time.ts";
import { addDays, instantOf, localDate } from "./local-time.ts";

/** A clock time of the house, or an offset from sunrise or sunset at its coordinates. */
export type WindowEdge =
  | { readonly kind: "clock"; readonly minuteOfDay: number }
  | { readonly kind: "sun"; readonly event: "sunrise" | "sunset"; readonly offsetMs: number };

export type WindowRule =
  | { readonly kind: "times"; readonly start: WindowEdge; readonly end: WindowEdge }
  | { readonly kind: "entity"; readonly entityId: string };

export interface Place {
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A window at one instant: the one running now, else the last one that ended; and when this changes next. */
export interface WindowNow {
  readonly active: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly changesAtMs: number;
}

// A window that has not been for longer than this (a sun that does not set for months) is no window.
const DAYS_BACK = 3;
const DAYS_AHEAD = 2;

/** Undefined where there is no such window near `nowMs`: the sun does not set, or does not rise. */
export function windowAt(start: WindowEdge, end: WindowEdge, place: Place, nowMs: number): WindowNow | undefined {
  const today = localDate(place.timeZone, nowMs);
  const spans: { startMs: number; endMs: number }[] = [];
  for (let day = -DAYS_BACK; day <= DAYS_AHEAD; day += 1) {
    const span = spanFrom(start, end, place, addDays(today, day));
    if (span !== undefined) spans.push(span);
  }
  const current = spans.filter((span) => span.startMs <= nowMs).at(-1);
  const next = spans.find((span) => span.startMs > nowMs);
  if (current === undefined) return undefined;
  const active = nowMs < current.endMs;
  const changesAtMs = active ? Math.min(current.endMs, next?.startMs ?? Number.POSITIVE_INFINITY) : (next?.startMs ?? nowMs + 86_400_000);
  return { active, startMs: current.startMs, endMs: current.endMs, changesAtMs };
}

function spanFrom(start: WindowEdge, end: WindowEdge, place: Place, date: LocalDate): { startMs: number; endMs: number } | undefined {
  const startMs = edgeOn(start, place, date, "first");
  if (startMs === undefined) return undefined;
  // Between two clock times of one day a clock change may leave nothing; that day has no such window then.
  const isOfOneDay = start.kind === "clock" && end.kind === "clock" && end.minuteOfDay > start.minuteOfDay;
  for (const day of isOfOneDay ? [0] : [0, 1]) {
    const endMs = edgeOn(end, place, addDays(date, day), "second");
    if (endMs !== undefined && endMs > startMs) return { startMs, endMs };
  }
  return undefined;
}

function edgeOn(edge: WindowEdge, place: Place, date: LocalDate, which: "first" | "second"): number | undefined {
  if (edge.kind === "clock") return instantOf(place.timeZone, date, edge.minuteOfDay, which);
  const noon = instantOf(place.timeZone, date, 12 * 60, "first");
  const at = getTimes(new Date(noon), place.latitude, place.longitude)[edge.event];
  return at === null || Number.isNaN(at.getTime()) ? undefined : Math.round(at.getTime()) + edge.offsetMs;
}
