import { entityFamilies } from "../../entity-families.ts";
import { instantOf } from "../../local-time.ts";
import { isoToUs } from "../../time.ts";
import type { DomainMapping, HouseFacts } from "../domain-mapping.ts";
import type { StateSeries } from "./define-mapping.ts";
import { defineMapping } from "./define-mapping.ts";

/** A domain whose state is when something happened last. */
export function pointInTime(domain: string): DomainMapping {
  return defineMapping(domain, pointInTimeState);
}

export const pointInTimeState: StateSeries = {
  observe({ state }, facts, out) {
    const seconds = epochSeconds(state, facts.timeZone);
    if (seconds !== undefined) out.value(entityFamilies.timestampSeconds, seconds);
  },
};

/** `2026-11-22`, `2026-11-22 10:30:00` (both in the house's zone) and `2026-11-22T10:30:00.123456+00:00`. */
export function epochSeconds(text: string, timeZone: HouseFacts["timeZone"]): number | undefined {
  const parts = ISO_TIME.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const date = { year: Number(parts["year"]), month: Number(parts["month"]), day: Number(parts["day"]) };
  const minutes = Number(parts["hour"] ?? 0) * 60 + Number(parts["minute"] ?? 0);
  if (!isDate(date) || minutes >= MINUTES_PER_DAY || Number(parts["minute"] ?? 0) > 59) return undefined;
  if (parts["zone"] !== undefined) return finite((isoToUs(text.replace(" ", "T")) ?? Number.NaN) / 1e6);
  return finite(instantOf(timeZone, date, minutes, "first") / 1000 + Number(parts["second"] ?? 0));
}

/** Whether it says itself when it is, zone included: text of that shape is never anything else. */
export function isZonedTime(text: string): boolean {
  return ISO_TIME.exec(text)?.groups?.["zone"] !== undefined;
}

/** `H:MM` or `H:MM:SS`, also over 24 hours, as seconds. */
export function clockSeconds(text: string): number | undefined {
  const match = CLOCK.exec(text);
  return match === null ? undefined : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

const MINUTES_PER_DAY = 1440;
const ISO_TIME =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>[0-5]\d(?:\.\d{1,9})?))?(?<zone>Z|[+-]\d\d:?\d\d)?)?$/;
const CLOCK = /^(\d{1,5}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,6})?))?$/;
// JavaScript reads the years 0 to 99 as 1900 to 1999; nobody's house has dates before this one.
const FIRST_YEAR = 1000;

function isDate({ year, month, day }: { year: number; month: number; day: number }): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= FIRST_YEAR && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function finite(seconds: number): number | undefined {
  return Number.isFinite(seconds) ? seconds : undefined;
}
