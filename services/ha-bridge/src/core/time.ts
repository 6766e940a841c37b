import type { EpochUs } from "./entity.ts";

/** Home Assistant's float seconds as whole microseconds; it prints digits below 1 us, which mean nothing. */
export function secondsToUs(seconds: number): EpochUs {
  return Math.round(seconds * 1e6);
}

/** The time of a sample: the millisecond in which the microsecond lies. */
export function usToMs(us: EpochUs): number {
  return Math.floor(us / 1000);
}

/**
 * `2026-11-22T21:04:05.123456+00:00` as microseconds, or undefined when it is no such text.
 * `Date.parse` alone would cut the last three digits, and they tell two changes of one millisecond apart.
 */
export function isoToUs(text: string): EpochUs | undefined {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? "";
  const ms = Date.parse(text.replace(/\.\d+/, ""));
  if (Number.isNaN(ms)) return undefined;
  return ms * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}
