import { offsetSecondsAt } from "../testing/local-time.ts";

/** Places with every kind of clock: changes of half an hour and of two hours, at midnight, in the south, in Ramadan, and none. */
export const ZONES = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Havana",
  "America/Lima",
  "America/New_York",
  "America/Nuuk",
  "America/Santiago",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Asia/Jerusalem",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Atlantic/Azores",
  "Australia/Adelaide",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Europe/Dublin",
  "Pacific/Auckland",
  "Pacific/Chatham",
] as const;

export const DAY_SECONDS = 86_400;

/** Instants at which the clocks of a place change in a year, to the quarter of an hour, in seconds since the epoch. */
export function clockChanges(zone: string, year: number): number[] {
  const changes: number[] = [];
  const end = Date.UTC(year + 1, 0, 1) / 1000;
  for (let day = Date.UTC(year, 0, 1) / 1000; day < end; day += DAY_SECONDS) {
    // No place changes its clocks twice on one day.
    if (offsetSecondsAt(zone, day) === offsetSecondsAt(zone, day + DAY_SECONDS)) continue;
    let at = day;
    while (offsetSecondsAt(zone, at) === offsetSecondsAt(zone, day)) at += QUARTER_SECONDS;
    changes.push(at);
  }
  return changes;
}

const QUARTER_SECONDS = 900;
