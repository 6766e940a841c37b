import type { EpochUs } from "./entity.ts";

/**
 * Home Assistant's float seconds as whole microseconds; it prints digits below 1 us, which mean nothing. Rounded as
 * Python does it for the text of the same time: the fraction alone, halves to the even neighbour. The whole number
 * times a million has steps of 0.25 us and would say another microsecond for one time in eight.
 */
export function secondsToUs(seconds: number): EpochUs {
  const whole = Math.floor(seconds);
  const exactUs = (seconds - whole) * 1e6;
  const us = Math.round(exactUs);
  const isHalfToOdd = us - exactUs === 0.5 && us % 2 === 1;
  return whole * 1e6 + (isHalfToOdd ? us - 1 : us);
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
